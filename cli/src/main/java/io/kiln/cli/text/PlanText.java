package io.kiln.cli.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A plan as a person reads it: what changes, from what to what, why, and where it is written. */
public final class PlanText {
  /** A value longer than this is cut: the plan is to be overlooked; --format json has it whole. */
  private static final int VALUE_LIMIT = 120;

  /** Hosts named after an effect before the rest is only counted. */
  private static final int HOST_LIMIT = 5;

  private final Terminal terminal;
  private final ObjectMapper json;
  private final List<String> lines = new ArrayList<>();

  private PlanText(Terminal terminal, ObjectMapper json) {
    this.terminal = terminal;
    this.json = json;
  }

  /** True when carrying the plan out would change nothing. */
  public static boolean isEmpty(JsonNode plan) {
    var summary = plan.path("summary");
    for (JsonNode step : plan.path("steps")) {
      if (List.of("move", "adopt").contains(step.path("action").asString(""))) {
        return false;
      }
    }
    return summary.path("create").asInt(0) == 0
        && summary.path("update").asInt(0) == 0
        && summary.path("replace").asInt(0) == 0
        && summary.path("delete").asInt(0) == 0;
  }

  public static List<String> lines(JsonNode plan, Terminal terminal, ObjectMapper json) {
    var text = new PlanText(terminal, json);
    for (JsonNode step : plan.path("steps")) {
      text.step(step);
    }
    if (!text.lines.isEmpty()) {
      text.lines.add("");
    }
    text.lines.add(text.summary(plan));
    for (JsonNode obstacle : plan.path("obstacles")) {
      text.obstacle(obstacle);
    }
    return text.lines;
  }

  /** What the environment puts in the way of the plan. */
  private void obstacle(JsonNode obstacle) {
    var waits = obstacle.path("hook").isString();
    lines.add(
        "%s %s  %s"
            .formatted(
                waits
                    ? terminal.paint(Colour.YELLOW, "Waits:")
                    : terminal.paint(Colour.RED, "Fails:"),
                terminal.paint(Colour.BOLD, clean(obstacle.path("resource"))),
                clean(obstacle.path("reason"))));
  }

  /** The same of something that is no plan but has the form of one: what a revision changed. */
  public static List<String> changes(JsonNode changes, Terminal terminal, ObjectMapper json) {
    var text = new PlanText(terminal, json);
    for (JsonNode step : changes.path("steps")) {
      text.step(step);
    }
    if (text.lines.isEmpty()) {
      text.lines.add("  no resource differs");
    }
    return text.lines;
  }

  private String summary(JsonNode plan) {
    var summary = plan.path("summary");
    var unchanged = summary.path("keep").asInt(0);
    if (isEmpty(plan)) {
      return "Plan: nothing to change, %d unchanged.".formatted(unchanged);
    }
    return "Plan: %d to create, %d to update, %d to replace, %d to delete, %d unchanged."
        .formatted(
            summary.path("create").asInt(0),
            summary.path("update").asInt(0),
            summary.path("replace").asInt(0),
            summary.path("delete").asInt(0),
            unchanged);
  }

  private void step(JsonNode step) {
    var action = step.path("action").asString("");
    if (action.equals("keep")) {
      return;
    }
    var sign =
        switch (action) {
          case "create" -> terminal.paint(Colour.GREEN, "  +");
          case "update" -> terminal.paint(Colour.YELLOW, "  ~");
          case "replace" -> terminal.paint(Colour.YELLOW, "-/+");
          case "delete" -> terminal.paint(Colour.RED, "  -");
          default -> terminal.paint(Colour.BLUE, "  >");
        };
    var word =
        switch (action) {
          case "create" -> "create";
          case "update" -> "update in place";
          case "replace" -> "replace";
          case "delete" -> "delete";
          case "move" -> "renamed";
          case "adopt" -> "look at what was there before";
          case "unfold" -> "decided when its inputs are known";
          default -> action;
        };
    lines.add(
        "%s %s  %s  %s"
            .formatted(
                sign,
                terminal.paint(Colour.BOLD, clean(step.path("resource"))),
                terminal.paint(Colour.GREY, clean(step.path("type"))),
                word));
    var creates = action.equals("create");
    for (JsonNode change : step.path("changes")) {
      change(change, creates);
    }
    for (JsonNode because : step.path("because")) {
      lines.add("      " + terminal.paint(Colour.GREY, "because " + clean(because)));
    }
    effects(step.path("effects"));
  }

  private void change(JsonNode change, boolean creates) {
    var line = new StringBuilder("      ").append(clean(change.path("property"))).append(": ");
    var sensitive = change.path("sensitive").asBoolean(false);
    if (!creates && !sensitive && change.has("old")) {
      line.append(value(change.path("old"))).append(" -> ");
    }
    if (!change.path("known").asBoolean(true)) {
      line.append("(known after apply)");
    } else {
      line.append(sensitive ? hidden(creates) : value(change.path("new")));
    }
    if (change.path("forces_replacement").asBoolean(false)) {
      line.append(terminal.paint(Colour.RED, "  forces replacement"));
    }
    var at = change.path("at");
    if (!creates && at.path("line").isNumber()) {
      var place =
          "%s:%d:%d"
              .formatted(
                  clean(at.path("file")), at.path("line").asInt(), at.path("column").asInt(1));
      line.append("  ").append(terminal.paint(Colour.GREY, place));
    }
    lines.add(line.toString());
  }

  /** One line a verb and thing, with all the hosts it happens on. */
  private void effects(JsonNode effects) {
    Map<String, LinkedHashSet<String>> hosts = new LinkedHashMap<>();
    for (JsonNode effect : effects) {
      var what =
          "%s %s %s"
              .formatted(
                  clean(effect.path("verb")),
                  clean(effect.path("kind")),
                  clean(effect.path("name")))
              .strip();
      var on = hosts.computeIfAbsent(what, _ -> new LinkedHashSet<>());
      if (!effect.path("host").asString("").isEmpty()) {
        on.add(clean(effect.path("host")));
      }
    }
    hosts.forEach(
        (what, on) -> {
          var shown = on.stream().limit(HOST_LIMIT).collect(Collectors.joining(", "));
          var more = on.size() > HOST_LIMIT ? " and " + (on.size() - HOST_LIMIT) + " more" : "";
          lines.add("      => " + what + (on.isEmpty() ? "" : " on " + shown + more));
        });
  }

  private static String hidden(boolean creates) {
    return creates ? "(sensitive)" : "changed (sensitive)";
  }

  private String value(JsonNode value) {
    if (value.isMissingNode()) {
      return "(unset)";
    }
    var text = Terminal.clean(json.writeValueAsString(value));
    return text.length() > VALUE_LIMIT ? text.substring(0, VALUE_LIMIT) + "…" : text;
  }

  private static String clean(JsonNode text) {
    return Terminal.clean(text.asString("")).replace('\n', ' ');
  }
}
