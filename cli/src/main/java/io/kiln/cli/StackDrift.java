package io.kiln.cli;

import io.kiln.cli.http.Api;
import io.kiln.cli.text.Format;
import io.kiln.cli.text.Terminal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code stack drift}. */
@Command(
    name = "drift",
    header = "Show how what a stack made differs from what is really there. Changes nothing.",
    customSynopsis = {
      "kiln stack drift web --wait                 # look now, and show what was found",
      "       kiln stack drift web                        # begin a look, show the last one",
      "       kiln stack drift web --last -f json         # only show the last one",
      "       kiln stack update web --existing --converge --wait    # put it right"
    },
    footer = {
      "",
      "Exit codes: 0 nothing differs, 2 something drifted, 4 the look failed; 1 and others as"
          + " usual."
    })
final class StackDrift extends ServerVerb {
  private static final List<String> KEYS =
      List.of("resource", "type", "state", "property", "difference", "expected", "actual");

  /** Soon enough for a person, seldom enough for a server. */
  private static final Duration ASK_AGAIN = Duration.ofMillis(300);

  @Parameters(paramLabel = "STACK", description = "Name or id.")
  private String name = "";

  @Option(names = "--wait", description = "Wait until the look has ended.")
  private boolean wait;

  @Option(names = "--last", description = "Begin no look.")
  private boolean last;

  @Mixin private OutputOptions output = new OutputOptions();

  StackDrift(Session session) {
    super(session);
  }

  @Override
  int ask(Api api) throws InterruptedException {
    var uri = api.endpoint().v2("stacks", name, "drift");
    JsonNode found = last ? api.get(uri) : api.send("POST", uri, session.json().createObjectNode());
    while (wait && status(found).equals("IN_PROGRESS")) {
      Thread.sleep(ASK_AGAIN);
      found = api.get(uri);
    }
    show(found);
    return switch (status(found)) {
      case "FAILED" -> Exit.FAILED;
      default -> found.path("drift").asString("").equals("DRIFTED") ? Exit.CHANGES : Exit.OK;
    };
  }

  private void show(JsonNode found) {
    var printer = output.printer(session);
    if (printer.format() == Format.json || printer.format() == Format.yaml) {
      printer.document(found);
      return;
    }
    List<List<JsonNode>> rows = new ArrayList<>();
    for (JsonNode resource : found.path("resources")) {
      rows.addAll(rows(resource));
    }
    printer.rows(KEYS, rows);
    var terminal = session.terminal();
    switch (status(found)) {
      case "IN_PROGRESS" -> terminal.say("A look is under way; this is what the last one found.");
      case "FAILED" -> terminal.error(Terminal.clean(found.path("reason").asString("")));
      case "" -> terminal.say("Nobody has looked yet.");
      default -> {}
    }
    if (found.path("repairing").asBoolean(false)) {
      terminal.say("What is to be repaired is being repaired.");
    }
  }

  /** One line a property that differs, or one for the resource. */
  private List<List<JsonNode>> rows(JsonNode resource) {
    var nothing = session.json().getNodeFactory().nullNode();
    List<List<JsonNode>> rows = new ArrayList<>();
    for (JsonNode difference : resource.path("differences")) {
      rows.add(
          List.of(
              resource.path("resource"),
              resource.path("type"),
              resource.path("state"),
              difference.path("property"),
              difference.path("kind"),
              difference.path("expected"),
              difference.path("actual")));
    }
    if (rows.isEmpty()) {
      rows.add(
          List.of(
              resource.path("resource"),
              resource.path("type"),
              resource.path("state"),
              nothing,
              resource.path("reason"),
              nothing,
              nothing));
    }
    return rows;
  }

  private static String status(JsonNode found) {
    return found.path("status").asString("");
  }
}
