package io.kiln.cli;

import io.kiln.cli.http.Api;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code operation …}: what was begun, and what became of it. */
final class OperationVerbs {
  private static final List<String> KEYS =
      List.of("id", "stack", "kind", "state", "user", "begun_at", "ended_at");

  private OperationVerbs() {}

  /** {@code operation list}. */
  @Command(
      name = "list",
      header = "List what was begun, the newest first.",
      customSynopsis = {"kiln operation list", "       kiln operation list --stack web"})
  static final class Listing extends KeptList {
    Listing(Session session) {
      super(session, "operations", KEYS);
    }
  }

  /** {@code operation show}. */
  @Command(
      name = "show",
      header = "Show how far something is, what it waits for, or why it failed.",
      customSynopsis = "kiln operation show ID")
  static final class Show extends ServerVerb {
    @Parameters(paramLabel = "ID", description = "Of the operation.")
    private String id = "";

    @Mixin private OutputOptions output = new OutputOptions();

    Show(Session session) {
      super(session);
    }

    @Override
    int ask(Api api) {
      var found = api.get(api.endpoint().v2("operations", id));
      output.printer(session).fields((ObjectNode) found);
      return Exit.OK;
    }
  }

  /** {@code operation cancel}. */
  @Command(
      name = "cancel",
      header = "Give something up: what is under way ends where it is safe.",
      customSynopsis = {
        "kiln operation cancel ID",
        "       kiln operation cancel ID --rollback   # an update goes back to what was before"
      })
  static final class Cancel extends ServerVerb {
    @Parameters(paramLabel = "ID", description = "Of the operation.")
    private String id = "";

    @Option(names = "--rollback", description = "Go back to what was there before.")
    private boolean rollback;

    @Mixin private OutputOptions output = new OutputOptions();

    Cancel(Session session) {
      super(session);
    }

    @Override
    int ask(Api api) {
      var body = session.json().createObjectNode();
      body.put("rollback", rollback);
      var found = api.send("POST", api.endpoint().v2("operations", id, "cancel"), body);
      output.printer(session).fields((ObjectNode) found);
      return Exit.OK;
    }
  }
}
