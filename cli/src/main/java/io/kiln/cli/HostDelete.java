package io.kiln.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code host delete}. */
@Command(
    name = "delete",
    header = "Forget a host that has left for good; what stacks still have there counts as gone.",
    customSynopsis = "kiln host delete compute-3")
final class HostDelete implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "HOST", description = "Its name.")
  private String name = "";

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask (without a terminal nothing is asked).")
  private boolean yes;

  @Mixin private ServerOptions server = new ServerOptions();

  HostDelete(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var terminal = session.terminal();
    if (!yes && terminal.interactive() && !terminal.confirm("Forget host " + name + "?")) {
      return Exit.CANCELLED;
    }
    try (var api = server.open(session)) {
      api.delete(api.endpoint().root("v2", "hosts", name));
    }
    return Exit.OK;
  }
}
