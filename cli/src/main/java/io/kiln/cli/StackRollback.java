package io.kiln.cli;

import io.kiln.cli.http.Endpoint;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stack rollback}. */
@Command(
    name = "rollback",
    header = "Make a stack what it was at an earlier revision, from whatever really exists.",
    customSynopsis = {
      "kiln stack rollback web --wait            # to the last one that was reached before",
      "       kiln stack rollback web --to 3 --dry-run",
      "       kiln stack rollback web --to 3"
    })
final class StackRollback implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "STACK", description = "Name or id.")
  private String name = "";

  @Option(
      names = "--to",
      paramLabel = "REVISION",
      description = "Where to: a number that `kiln stack history` shows.")
  private long to;

  @Option(
      names = {"--dry-run", "--preview"},
      description = "Show the plan; change nothing.")
  private boolean dryRun;

  @Option(names = "--wait", description = "Show events until the stack has settled.")
  private boolean wait;

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private ServerOptions server = new ServerOptions();

  StackRollback(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var body = session.json().createObjectNode();
    if (to > 0) {
      body.put("to", to);
    }
    try (var api = server.open(session)) {
      var uri = api.endpoint().v2("stacks", name, "rollback");
      if (dryRun) {
        var plan = api.send("POST", Endpoint.with(uri, Map.of("dry_run", "true")), body);
        return Plans.show(session, output.printer(session), plan);
      }
      var after = wait ? Watch.position(api, name) : "";
      var begun = api.send("POST", uri, body);
      session
          .terminal()
          .say(
              "Revision %d of %s repeats revision %d."
                  .formatted(begun.path("revision").asLong(0), name, begun.path("to").asLong(0)));
      if (!wait) {
        return Exit.OK;
      }
      return Watch.report(
          session, name, new Watch(session, api, name).untilSettled(after, Duration.ZERO));
    }
  }
}
