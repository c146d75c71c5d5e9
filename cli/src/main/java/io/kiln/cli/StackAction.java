package io.kiln.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stack check}, {@code suspend} and {@code resume}: Heat's actions. */
@Command
final class StackAction implements Callable<Integer> {
  private final Session session;
  private final String action;

  @Parameters(paramLabel = "STACK", description = "Name or id.")
  private String name = "";

  @Option(names = "--wait", description = "Show events until the stack has settled.")
  private boolean wait;

  @Mixin private ServerOptions server = new ServerOptions();

  /**
   * @param action the key in the body of the request
   */
  StackAction(Session session, String action) {
    this.session = session;
    this.action = action;
  }

  @Override
  public Integer call() {
    return send(session, server, name, action, wait);
  }

  /** Asks for an action, and watches what comes of it when that is wanted. */
  static Integer send(
      Session session, ServerOptions server, String name, String action, boolean wait) {
    try (var api = server.open(session)) {
      var after = wait ? Watch.position(api, name) : "";
      var body = session.json().createObjectNode().putNull(action);
      api.send("POST", api.endpoint().v1("stacks", name, "actions"), body);
      if (!wait) {
        return Exit.OK;
      }
      return Watch.report(
          session, name, new Watch(session, api, name).untilSettled(after, Duration.ZERO));
    }
  }
}
