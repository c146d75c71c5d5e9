package io.kiln.cli;

import io.kiln.cli.http.Api;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stack check}, {@code suspend} and {@code resume}: Heat's actions. */
@Command
final class StackAction extends ServerVerb {
  private final String action;

  @Parameters(paramLabel = "STACK", description = "Name or id.")
  private String name = "";

  @Option(names = "--wait", description = "Show events until the stack has settled.")
  private boolean wait;

  /**
   * @param action the key in the body of the request
   */
  StackAction(Session session, String action) {
    super(session);
    this.action = action;
  }

  @Override
  int ask(Api api) {
    return send(session, api, name, action, wait);
  }

  /** Asks for an action, and watches what comes of it when that is wanted. */
  static int send(Session session, Api api, String name, String action, boolean wait) {
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
