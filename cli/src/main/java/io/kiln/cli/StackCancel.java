package io.kiln.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
final class StackCancel implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "STACK", description = "Name or id.")
  private String name = "";

  @Option(names = "--no-rollback", description = "Do not go back; also stops a create.")
  private boolean noRollback;

  @Option(names = "--wait", description = "Show events until the stack has settled.")
  private boolean wait;

  @Mixin private ServerOptions server = new ServerOptions();

  StackCancel(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String action = noRollback ? "cancel_without_rollback" : "cancel_update";
    return StackAction.send(session, server, name, action, wait);
  }
}
