package io.kiln.cli;

import io.kiln.cli.http.Api;
import io.kiln.cli.text.Printer;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code stack snapshot …}. */
final class SnapshotVerbs {
  private static final List<String> KEYS =
      List.of("id", "name", "status", "status_reason", "creation_time");

  private SnapshotVerbs() {}

  /** {@code stack snapshot create}. */
  @Command(
      name = "create",
      header = "Take a snapshot of a stack.",
      customSynopsis = "kiln stack snapshot create web --name before-upgrade")
  static final class Create extends ServerVerb {
    @Parameters(paramLabel = "STACK", description = "Name or id.")
    private String stack = "";

    @Option(names = "--name", paramLabel = "NAME", description = "What to call it.")
    private String name = "";

    @Mixin private OutputOptions output = new OutputOptions();

    Create(Session session) {
      super(session);
    }

    @Override
    int ask(Api api) {
      var body = session.json().createObjectNode();
      if (!name.isEmpty()) {
        body.put("name", name);
      }
      var taken = api.send("POST", api.endpoint().v1("stacks", stack, "snapshots"), body);
      output.printer(session).fields(picked(session, (ObjectNode) taken));
      return Exit.OK;
    }
  }

  /** {@code stack snapshot list}. */
  @Command(
      name = "list",
      header = "List a stack's snapshots.",
      customSynopsis = "kiln stack snapshot list web -f json")
  static final class Listing extends ServerVerb {
    @Parameters(paramLabel = "STACK", description = "Name or id.")
    private String stack = "";

    @Mixin private OutputOptions output = new OutputOptions();

    Listing(Session session) {
      super(session);
    }

    @Override
    int ask(Api api) {
      var found = api.get(api.endpoint().v1("stacks", stack, "snapshots"));
      output.printer(session).rows(KEYS, Printer.pick(found.path("snapshots"), KEYS));
      return Exit.OK;
    }
  }

  /** {@code stack snapshot show}. */
  @Command(
      name = "show",
      header = "Show a snapshot with all it holds.",
      customSynopsis = "kiln stack snapshot show web 2f1c… -f json")
  static final class Show extends OfOne {
    @Mixin private OutputOptions output = new OutputOptions();

    Show(Session session) {
      super(session);
    }

    @Override
    int ask(Api api) {
      var found = api.get(api.endpoint().v1("stacks", stack, "snapshots", snapshot));
      output.printer(session).fields((ObjectNode) found.path("snapshot"));
      return Exit.OK;
    }
  }

  /** {@code stack snapshot delete}. */
  @Command(
      name = "delete",
      header = "Delete a snapshot.",
      customSynopsis = "kiln stack snapshot delete web 2f1c…")
  static final class Delete extends OfOne {
    Delete(Session session) {
      super(session);
    }

    @Override
    int ask(Api api) {
      api.delete(api.endpoint().v1("stacks", stack, "snapshots", snapshot));
      return Exit.OK;
    }
  }

  /** {@code stack snapshot restore}. */
  @Command(
      name = "restore",
      header = "Make a stack what it was when a snapshot was taken.",
      customSynopsis = "kiln stack snapshot restore web 2f1c… --wait")
  static final class Restore extends OfOne {
    @Option(names = "--wait", description = "Show events until the stack has settled.")
    private boolean wait;

    Restore(Session session) {
      super(session);
    }

    @Override
    int ask(Api api) {
      var after = wait ? Watch.position(api, stack) : "";
      var body = session.json().createObjectNode();
      api.send("POST", api.endpoint().v1("stacks", stack, "snapshots", snapshot, "restore"), body);
      return wait
          ? Watch.report(
              session, stack, new Watch(session, api, stack).untilSettled(after, Duration.ZERO))
          : Exit.OK;
    }
  }

  /** A verb about one snapshot. */
  abstract static class OfOne extends ServerVerb {
    @Parameters(index = "0", paramLabel = "STACK", description = "Name or id.")
    String stack = "";

    @Parameters(index = "1", paramLabel = "SNAPSHOT", description = "Its id.")
    String snapshot = "";

    OfOne(Session session) {
      super(session);
    }
  }

  /** What a list shows of it. */
  private static ObjectNode picked(Session session, ObjectNode snapshot) {
    var shown = session.json().createObjectNode();
    KEYS.forEach(key -> shown.set(key, snapshot.path(key)));
    return shown;
  }
}
