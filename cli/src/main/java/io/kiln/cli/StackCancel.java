package io.kiln.cli;

import io.kiln.cli.http.Api;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stack cancel}: Heat's {@code cancel_update} and {@code cancel_without_rollback}. */
@Command(
    name = "cancel",
    header = "Stop a running update and go back, or stop where it is.",
    customSynopsis = {
      "kiln stack cancel web --wait",
      "       kiln stack cancel web --no-rollback    stop whatever runs; the stack has failed then"
    })
final class StackCancel extends ServerVerb {
  @Parameters(paramLabel = "STACK", description = "Name or id.")
  private String name = "";

  @Option(names = "--no-rollback", description = "Do not go back; also stops a create.")
  private boolean noRollback;

  @Option(names = "--wait", description = "Show events until the stack has settled.")
  private boolean wait;

  StackCancel(Session session) {
    super(session);
  }

  @Override
  int ask(Api api) {
    String action = noRollback ? "cancel_without_rollback" : "cancel_update";
    return StackAction.send(session, api, name, action, wait);
  }
}
