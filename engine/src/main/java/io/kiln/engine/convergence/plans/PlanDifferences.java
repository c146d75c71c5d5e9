package io.kiln.engine.convergence.plans;

import io.kiln.engine.planning.Change;
import io.kiln.engine.planning.Plan;
import io.kiln.resources.spi.Effect;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** How a kept plan differs from the same plan worked out now, step by step. */
final class PlanDifferences {

  private final List<Diagnostic> found = new ArrayList<>();
  private final boolean outside;

  private PlanDifferences(boolean outside) {
    this.outside = outside;
  }

  /**
   * Compares two documents of one id; empty when they are equal.
   *
   * @param outside whether what happens outside, the reasons and what is left alone count: then
   *     equal means equal to the byte
   */
  static List<Diagnostic> between(Value.MapOf kept, Value.MapOf now, boolean outside) {
    var differences = new PlanDifferences(outside);
    if (!differences.text(kept).equals(differences.text(now))) {
      differences.compare(kept, now);
    }
    return differences.found;
  }

  /** What counts of a document. */
  private String text(Value.MapOf written) {
    return Json.writeSorted(outside ? written : Value.list(steps(written)));
  }

  private List<Value> steps(Value.MapOf written) {
    return list(written, "steps").stream().map(this::counting).toList();
  }

  private Value counting(Value step) {
    if (outside || !(step instanceof Value.MapOf map)) {
      return step;
    }
    SequencedMap<String, Value> inside = new LinkedHashMap<>(map.entries());
    inside.remove("because");
    inside.remove("effects");
    return Value.map(inside);
  }

  private void compare(Value.MapOf kept, Value.MapOf now) {
    List<Value> before = steps(kept);
    List<Value> after = steps(now);
    Map<String, Value> old = byKey(before);
    Map<String, Value> fresh = byKey(after);
    old.forEach(
        (key, step) -> {
          Value other = fresh.get(key);
          if (other == null) {
            find(step, "would %s no more", "");
          } else if (!Json.writeSorted(step).equals(Json.writeSorted(other))) {
            differs(step, other);
          }
        });
    fresh.forEach(
        (key, step) -> {
          if (!old.containsKey(key)) {
            find(step, "would %s now", reason(step));
          }
        });
    if (found.isEmpty()) {
      String what = before.equals(after) ? "what is beside its steps" : "the order of its steps";
      find("", "%s differs by now".formatted(what), SourceSpan.NOWHERE);
    }
  }

  /** A path may be there twice: what takes a place, and what leaves it. */
  private static Map<String, Value> byKey(List<Value> steps) {
    Map<String, Value> byKey = new LinkedHashMap<>();
    for (Value step : steps) {
      byKey.put(text(step, "verb") + " " + text(step, "path"), step);
    }
    return byKey;
  }

  private void differs(Value kept, Value now) {
    Plan.Planned before = WrittenPlan.readStep((Value.MapOf) kept);
    Plan.Planned after = WrittenPlan.readStep((Value.MapOf) now);
    List<String> properties = new ArrayList<>();
    SourceSpan at = SourceSpan.NOWHERE;
    List<Value> old = list((Value.MapOf) kept, "changes");
    List<Value> fresh = list((Value.MapOf) now, "changes");
    for (int i = 0; i < fresh.size(); i++) {
      if (!old.contains(fresh.get(i))) {
        Change change = after.changes().get(i);
        properties.add(change.property());
        at = at.isSomewhere() ? at : change.at();
      }
    }
    for (int i = 0; i < old.size(); i++) {
      String property = before.changes().get(i).property();
      if (!fresh.contains(old.get(i)) && !properties.contains(property)) {
        properties.add(property);
      }
    }
    List<Effect> gone = new ArrayList<>(before.effects());
    gone.removeAll(after.effects());
    List<Effect> come = new ArrayList<>(after.effects());
    come.removeAll(before.effects());
    String how =
        !properties.isEmpty()
            ? "changes %s in another way".formatted(String.join(", ", properties))
            : !gone.isEmpty() || !come.isEmpty()
                ? "does something else outside: %s%s"
                    .formatted(effects("no longer", gone), effects("now", come))
                : "has another reason: " + after.because();
    find(after.path(), "%s %s".formatted(after.path(), how.strip()), at);
  }

  private static String effects(String when, List<Effect> effects) {
    return Optional.of(effects)
        .filter(some -> !some.isEmpty())
        .map(List::getFirst)
        .map(
            one ->
                "%s %s %s %s%s%s "
                    .formatted(
                        when,
                        one.verb().name().toLowerCase(Locale.ROOT),
                        one.kind(),
                        one.name(),
                        one.host().isEmpty() ? "" : " on " + one.host(),
                        effects.size() > 1 ? " and %d more".formatted(effects.size() - 1) : ""))
        .orElse("");
  }

  private static String reason(Value step) {
    String because = text(step, "because");
    return because.isEmpty() ? "" : ": " + because;
  }

  private void find(Value step, String how, String reason) {
    String verb =
        switch (Plan.Verb.valueOf(text(step, "verb"))) {
          case CREATE -> "be created";
          case UPDATE -> "be updated";
          case REPLACE -> "be replaced";
          case ADOPT -> "be adopted";
          case MOVE -> "be renamed";
          case DELETE -> "be deleted";
        };
    String path = text(step, "path");
    find(path, path + " " + how.formatted(verb) + reason, SourceSpan.NOWHERE);
  }

  private void find(String path, String message, SourceSpan at) {
    found.add(
        Diagnostic.error("stale-plan", message + ".", path.isEmpty() ? "" : "resources." + path, at)
            .withHint("make a new plan"));
  }

  private static List<Value> list(Value.MapOf map, String key) {
    return map.get(key) instanceof Value.ListOf(List<Value> items, _) ? items : List.of();
  }

  private static String text(Value step, String key) {
    return step instanceof Value.MapOf map && map.entries().containsKey(key)
        ? map.get(key).toString()
        : "";
  }
}
