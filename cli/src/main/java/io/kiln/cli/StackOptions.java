package io.kiln.cli;

import io.kiln.cli.http.Api;
import io.kiln.cli.text.Printer;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** What create and update have in common besides the template. */
final class StackOptions {
  @Option(
      names = "--wait",
      description = "Show events until the stack has settled; exit 0 only when COMPLETE.")
  private boolean wait;

  @Option(
      names = "--wait-timeout",
      paramLabel = "SECONDS",
      description = "Stop waiting after this long (exit 9); the work goes on.")
  private int waitTimeoutSeconds;

  @Option(
      names = {"--timeout", "--stack-timeout"},
      paramLabel = "MINUTES",
      description = "The stack fails when it takes longer.")
  private int timeoutMinutes;

  @Option(
      names = {"--enable-rollback", "-r"},
      description = "Go back to the last good state on failure.")
  private boolean rollback;

  @Option(
      names = {"--tags", "--tag"},
      paramLabel = "A,B",
      description = "Tags of the stack.")
  private String tags = "";

  void put(ObjectNode body, boolean create) {
    if (create || rollback) {
      body.put("disable_rollback", !rollback);
    }
    if (timeoutMinutes > 0) {
      body.put("timeout_mins", timeoutMinutes);
    }
    if (!tags.isEmpty()) {
      body.put("tags", tags);
    }
  }

  /** A line a fact that counts after a change; {@code stack show} has the rest. */
  private static final List<String> SUMMARY =
      List.of(
          "id",
          "stack_name",
          "description",
          "creation_time",
          "updated_time",
          "stack_status",
          "stack_status_reason",
          "outputs");

  /** How the stack is now: for people what counts, for programs all of it. */
  static void show(Api api, Printer printer, String stack) {
    var shown = api.get(api.endpoint().v1("stacks", stack)).path("stack");
    if (shown instanceof ObjectNode whole) {
      printer.fields(whole, SUMMARY);
    }
  }

  /** Where to begin watching; asked before the change is sent. */
  String position(Api api, String stack) {
    return wait ? Watch.position(api, stack) : "";
  }

  /** Waits if asked to; the exit code of the outcome. */
  int finish(Session session, Api api, String stack, String after) {
    if (!wait) {
      return Exit.OK;
    }
    var limit = Duration.ofSeconds(waitTimeoutSeconds);
    return Watch.report(session, stack, new Watch(session, api, stack).untilSettled(after, limit));
  }
}
