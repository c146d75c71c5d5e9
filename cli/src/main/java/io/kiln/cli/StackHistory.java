package io.kiln.cli;

import io.kiln.cli.http.Api;
import io.kiln.cli.http.Endpoint;
import io.kiln.cli.text.Format;
import io.kiln.cli.text.PlanText;
import io.kiln.cli.text.Printer;
import io.kiln.cli.text.Terminal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** {@code stack history}. */
@Command(
    name = "history",
    header = "List a stack's revisions: who made them, when, and what changed.",
    customSynopsis = {
      "kiln stack history web",
      "       kiln stack history web 3                 # what revision 3 changed, by resource",
      "       kiln stack history web 5 --against 2     # from revision 2 to revision 5",
      "       kiln stack history web --limit 100 -f json"
    })
final class StackHistory extends ServerVerb {
  private static final List<String> KEYS =
      List.of("revision", "created_at", "author", "reason", "taken_from", "outcome", "changed");

  @Parameters(index = "0", paramLabel = "STACK", description = "Name or id.")
  private String name = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "REVISION",
      description = "Show what this one changed.")
  private long revision;

  @Option(
      names = "--against",
      paramLabel = "REVISION",
      description = "Compare with this one instead of the one before.")
  private long against;

  @Mixin private PageOptions page = new PageOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  StackHistory(Session session) {
    super(session);
  }

  @Override
  void check() {
    if (against > 0 && revision == 0) {
      throw new Refusal(Exit.USAGE, "--against compares one REVISION with another: name both");
    }
  }

  @Override
  int ask(Api api) {
    if (revision > 0) {
      show(api);
    } else {
      list(api);
    }
    return Exit.OK;
  }

  private void list(Api api) {
    var revisions = api.endpoint().v2("stacks", name, "revisions");
    var found = page.of(session, api, revisions, Map.of(), "revisions");
    var printer = output.printer(session);
    boolean whole = printer.format() == Format.json || printer.format() == Format.yaml;
    var rows = Printer.pick(found, KEYS);
    printer.rows(
        KEYS,
        rows.stream().map(row -> row.stream().map(v -> whole ? v : line(v)).toList()).toList());
  }

  /** What changed, on one line. */
  private JsonNode line(JsonNode value) {
    return value instanceof ArrayNode list
        ? session
            .json()
            .getNodeFactory()
            .stringNode(
                list.values().stream()
                    .map(item -> item.asString(""))
                    .collect(Collectors.joining(", ")))
        : value;
  }

  private void show(Api api) {
    Map<String, String> query = new LinkedHashMap<>();
    if (against > 0) {
      query.put("against", Long.toString(against));
    }
    var found =
        api.get(
            Endpoint.with(
                api.endpoint().v2("stacks", name, "revisions", Long.toString(revision)), query));
    var printer = output.printer(session);
    if (printer.format() == Format.json || printer.format() == Format.yaml) {
      printer.document(found);
      return;
    }
    var terminal = session.terminal();
    var about = found.path("revision");
    terminal.print(
        "Revision %s by %s at %s: %s, %s"
            .formatted(
                text(about.path("revision")),
                text(about.path("author")),
                text(about.path("created_at")),
                text(about.path("reason")),
                text(about.path("outcome"))));
    for (JsonNode parameter : found.path("parameters")) {
      terminal.print(
          "  parameter %s: %s -> %s"
              .formatted(
                  text(parameter.path("parameter")),
                  value(parameter.path("old")),
                  value(parameter.path("new"))));
    }
    PlanText.changes(found.path("changes"), terminal, session.json()).forEach(terminal::print);
  }

  private static String text(JsonNode value) {
    return Terminal.clean(value.asString(""));
  }

  private String value(JsonNode value) {
    return value.isNull() ? "(not set)" : Terminal.clean(session.json().writeValueAsString(value));
  }
}
