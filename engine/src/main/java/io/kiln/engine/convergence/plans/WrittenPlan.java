package io.kiln.engine.convergence.plans;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Change;
import io.kiln.engine.planning.Obstacle;
import io.kiln.engine.planning.Plan;
import io.kiln.resources.spi.Effect;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * A plan as a document that a store keeps: equal documents are equal plans, byte by byte. Of
 * secrets it holds a salted hash each.
 */
public final class WrittenPlan {

  /** Of how documents are written; a reader of later ones knows the earlier. */
  private static final long FORMAT = 1;

  private final WrittenValue values;

  private WrittenPlan(WrittenValue values) {
    this.values = values;
  }

  /**
   * Writes a plan.
   *
   * @param id of the kept plan; documents of two ids cannot be compared where secrets are in them
   */
  public static Value.MapOf of(Plan plan, UUID id) {
    return new WrittenPlan(new WrittenValue(id.toString())).write(plan);
  }

  /** Hashes what people see of a plan. */
  static String hash(Value.MapOf written) {
    return "sha256:" + WrittenValue.sha256(Json.writeSorted(WrittenValue.masked(written)));
  }

  private Value.MapOf write(Plan plan) {
    SequencedMap<String, Value> map = new LinkedHashMap<>();
    map.put("format", Value.number(FORMAT));
    map.put("stack", Value.text(plan.stack()));
    map.put("action", Value.text(plan.action().name()));
    map.put("unchanged", Value.number(plan.unchanged()));
    map.put("steps", list(plan.steps(), this::step));
    map.put("findings", list(plan.diagnostics(), WrittenPlan::finding));
    map.put("obstacles", list(plan.obstacles(), WrittenPlan::obstacle));
    return Value.map(map);
  }

  private Value step(Plan.Planned step) {
    SequencedMap<String, Value> map = new LinkedHashMap<>();
    map.put("path", Value.text(step.path()));
    map.put("type", Value.text(step.type()));
    map.put("verb", Value.text(step.verb().name()));
    map.put("because", Value.text(step.because()));
    map.put("changes", list(step.changes(), this::change));
    map.put("effects", list(step.effects(), WrittenPlan::effect));
    return Value.map(map);
  }

  private Value change(Change change) {
    SequencedMap<String, Value> map = new LinkedHashMap<>();
    map.put("property", Value.text(change.property()));
    change.before().ifPresent(value -> map.put("before", values.write(value)));
    change.after().ifPresent(value -> map.put("after", values.write(value)));
    map.put("replaces", Value.bool(change.forcesReplacement()));
    map.put("refused", Value.bool(change.refused()));
    map.put("at", span(change.at()));
    return Value.map(map);
  }

  private static Value effect(Effect effect) {
    SequencedMap<String, Value> map = new LinkedHashMap<>();
    map.put("verb", Value.text(effect.verb().name()));
    map.put("kind", Value.text(effect.kind()));
    map.put("name", Value.text(effect.name()));
    map.put("host", Value.text(effect.host()));
    map.put("because", Value.text(effect.because()));
    return Value.map(map);
  }

  private static Value finding(Diagnostic finding) {
    SequencedMap<String, Value> map = new LinkedHashMap<>();
    map.put("severity", Value.text(finding.severity().name()));
    map.put("code", Value.text(finding.code()));
    map.put("message", Value.text(finding.message()));
    map.put("path", Value.text(finding.path()));
    map.put("at", span(finding.at()));
    finding.hint().ifPresent(hint -> map.put("hint", Value.text(hint)));
    return Value.map(map);
  }

  private static Value obstacle(Obstacle obstacle) {
    SequencedMap<String, Value> map = new LinkedHashMap<>();
    map.put("path", Value.text(obstacle.path()));
    obstacle.hook().ifPresent(hook -> map.put("hook", Value.text(hook)));
    map.put("reason", Value.text(obstacle.reason()));
    return Value.map(map);
  }

  private static Value span(SourceSpan at) {
    return Value.list(
        List.of(
            Value.text(at.file()),
            Value.number(at.line()),
            Value.number(at.column()),
            Value.number(at.endLine()),
            Value.number(at.endColumn())));
  }

  private static <T> Value list(List<T> items, Function<T, Value> writer) {
    return Value.list(items.stream().map(writer).toList());
  }

  /** The plan again, with masks in place of secrets. */
  static Plan read(Value.MapOf written) {
    return new Plan(
        text(written, "stack"),
        Action.valueOf(text(written, "action")),
        items(written, "steps", WrittenPlan::readStep),
        number(written.get("unchanged")),
        items(written, "findings", WrittenPlan::readFinding),
        items(written, "obstacles", WrittenPlan::readObstacle));
  }

  static Plan.Planned readStep(Value.MapOf step) {
    return new Plan.Planned(
        text(step, "path"),
        text(step, "type"),
        Plan.Verb.valueOf(text(step, "verb")),
        text(step, "because"),
        items(step, "changes", WrittenPlan::readChange),
        items(step, "effects", WrittenPlan::readEffect));
  }

  private static Change readChange(Value.MapOf change) {
    return new Change(
        text(change, "property"),
        Optional.ofNullable(change.entries().get("before")).map(WrittenValue::read),
        Optional.ofNullable(change.entries().get("after")).map(WrittenValue::read),
        truth(change, "replaces"),
        truth(change, "refused"),
        readSpan(change.get("at")));
  }

  private static Effect readEffect(Value.MapOf effect) {
    return new Effect(
        Effect.Verb.valueOf(text(effect, "verb")),
        text(effect, "kind"),
        text(effect, "name"),
        text(effect, "host"),
        text(effect, "because"));
  }

  private static Diagnostic readFinding(Value.MapOf finding) {
    return new Diagnostic(
        Diagnostic.Severity.valueOf(text(finding, "severity")),
        text(finding, "code"),
        text(finding, "message"),
        text(finding, "path"),
        readSpan(finding.get("at")),
        Optional.ofNullable(finding.entries().get("hint")).map(Value::toString));
  }

  private static Obstacle readObstacle(Value.MapOf obstacle) {
    return new Obstacle(
        text(obstacle, "path"),
        Optional.ofNullable(obstacle.entries().get("hook")).map(Value::toString),
        text(obstacle, "reason"));
  }

  private static SourceSpan readSpan(Value at) {
    List<Value> parts = at instanceof Value.ListOf(List<Value> items, _) ? items : List.of();
    return parts.size() < 5
        ? SourceSpan.NOWHERE
        : new SourceSpan(
            parts.get(0).toString(),
            number(parts.get(1)),
            number(parts.get(2)),
            number(parts.get(3)),
            number(parts.get(4)));
  }

  private static int number(Value value) {
    return value instanceof Value.Num(BigDecimal number, _) ? number.intValue() : 0;
  }

  private static boolean truth(Value.MapOf map, String key) {
    return map.get(key) instanceof Value.Bool(boolean truth, _) && truth;
  }

  private static String text(Value.MapOf map, String key) {
    return map.get(key).toString();
  }

  private static <T> List<T> items(Value.MapOf map, String key, Function<Value.MapOf, T> reader) {
    return map.get(key) instanceof Value.ListOf(List<Value> items, _)
        ? items.stream().map(item -> reader.apply(map(item))).toList()
        : List.of();
  }

  private static Value.MapOf map(Value value) {
    return value instanceof Value.MapOf map
        ? map
        : new Value.MapOf(new LinkedHashMap<>(Map.of()), value.mark());
  }
}
