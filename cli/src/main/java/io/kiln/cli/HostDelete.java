package io.kiln.cli;

import io.kiln.cli.http.Api;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code host delete}. */
@Command(
    name = "delete",
    header = "Forget a host that has left for good; what stacks still have there counts as gone.",
    customSynopsis = "kiln host delete compute-3")
final class HostDelete extends ServerVerb {
  @Parameters(paramLabel = "HOST", description = "Its name.")
  private String name = "";

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask (without a terminal nothing is asked).")
  private boolean yes;

  HostDelete(Session session) {
    super(session);
  }

  @Override
  public Integer call() throws InterruptedException {
    var terminal = session.terminal();
    return yes || !terminal.interactive() || terminal.confirm("Forget host " + name + "?")
        ? super.call()
        : Exit.CANCELLED;
  }

  @Override
  int ask(Api api) {
    api.delete(api.endpoint().root("v2", "hosts", name));
    return Exit.OK;
  }
}
