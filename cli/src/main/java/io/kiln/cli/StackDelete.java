package io.kiln.cli;

import io.kiln.cli.http.ServerError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stack delete}. */
@Command(
    name = "delete",
    header = "Delete stacks and everything they made.",
    customSynopsis = {"kiln stack delete web --wait", "       kiln stack delete web db --yes"})
final class StackDelete implements Callable<Integer> {
  private final Session session;

  @Parameters(arity = "1..*", paramLabel = "STACK", description = "Names or ids.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask (without a terminal nothing is asked).")
  private boolean yes;

  @Option(names = "--wait", description = "Wait until they are gone.")
  private boolean wait;

  @Mixin private ServerOptions server = new ServerOptions();

  StackDelete(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var terminal = session.terminal();
    if (!yes
        && terminal.interactive()
        && !terminal.confirm("Delete " + String.join(", ", names) + " and all they made?")) {
      return Exit.CANCELLED;
    }
    var code = Exit.OK;
    try (var api = server.open(session)) {
      Map<String, String> positions = new LinkedHashMap<>();
      for (var name : names) {
        try {
          var after = wait ? Watch.position(api, name) : "";
          api.delete(api.endpoint().v1("stacks", name));
          positions.put(name, after);
        } catch (ServerError refused) {
          terminal.error(refused.getMessage()); // the others are deleted all the same
          code = refused.status() == 404 ? Exit.NOT_FOUND : Exit.ERROR;
        }
      }
      if (wait) {
        for (var entry : positions.entrySet()) {
          var outcome =
              new Watch(session, api, entry.getKey()).untilSettled(entry.getValue(), Duration.ZERO);
          code = Math.max(code, Watch.report(session, entry.getKey(), outcome));
        }
      }
    }
    return code;
  }
}
