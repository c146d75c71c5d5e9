package io.kiln.engine.convergence;

import static java.util.stream.Collectors.joining;

import io.kiln.engine.convergence.plans.StoredPlan;
import io.kiln.engine.convergence.plans.WrittenPlan;
import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Change;
import io.kiln.engine.planning.Heard;
import io.kiln.engine.planning.Plan;
import io.kiln.engine.planning.Rename;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.engine.planning.Stops;
import io.kiln.templates.model.DeletionPolicy;
import io.kiln.templates.model.ResourceRules.Hook;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;

/** What {@link StoreContract} writes, and how it compares values together with their marks. */
final class StoreSamples {

  static final TreeChanges NOTHING =
      new TreeChanges(List.of(), Set.of(), List.of(), Optional.empty());

  private static final Instant NOON = Instant.parse("2026-05-04T12:00:00.123456Z");

  private StoreSamples() {}

  static NewRevision revision(String template) {
    return revisionOf(
        new StackSource(template, "stack.yaml", Map.of(), List.of(), Optional.empty(), Map.of()));
  }

  static NewRevision revisionOf(StackSource source) {
    return new NewRevision(
        source, true, Optional.of(Duration.ofMinutes(90)), List.of("b", "a"), "a stack", "ada");
  }

  static StackSource wholeSource() {
    return new StackSource(
        "heat_template_version: wallaby\n# ünïcode \uD83D\uDD25\n",
        "stäck.yaml",
        Map.of("child.yaml", "resources: {}", "file:///a b", "\u0000\t\"\\"),
        List.of("two.yaml", "one.yaml"),
        Optional.of("parameters: {a: 1}"),
        Map.of("password", new Value.Text("hunter2", Mark.SECRET), "nested", everyKind()));
  }

  static ResourceState row(String path) {
    return new ResourceState(
        UUID.randomUUID(),
        path,
        Optional.empty(),
        "OS::Heat::Value",
        false,
        Optional.empty(),
        Action.INIT,
        Status.COMPLETE,
        "",
        Value.MapOf.EMPTY,
        Optional.empty(),
        Optional.empty(),
        Value.MapOf.EMPTY,
        Set.of(),
        Optional.empty(),
        DeletionPolicy.DELETE,
        Optional.empty(),
        "",
        0,
        NOON,
        NOON);
  }

  static ResourceState wholeRow() {
    return new ResourceState(
        UUID.randomUUID(),
        "controller/keystone",
        Optional.of(UUID.randomUUID()),
        "controller.yaml",
        true,
        Optional.of("keystone"),
        Action.UPDATE,
        Status.FAILED,
        "it's \"broken\": \u00e4 \uD83D\uDD25",
        everyKind(),
        Optional.of(everyKind()),
        Optional.of(everyKind()),
        everyKind(),
        Set.of(new UUID(0, 1), new UUID(-1, 2)),
        Optional.of(UUID.randomUUID()),
        DeletionPolicy.RETAIN_EXCEPT_ON_CREATE,
        Optional.of(new Value.Text("hunter2", Mark.SECRET)),
        "token-1",
        3,
        NOON,
        NOON.plusSeconds(1),
        7,
        new Stops(Set.of(Hook.PRE_DELETE, Hook.POST_DELETE), "pre-update/7"),
        Heard.NOTHING);
  }

  static ResourceState working(ResourceState row) {
    return new ResourceState(
        row.id(),
        row.path(),
        row.parent(),
        row.type(),
        row.nested(),
        row.physicalId(),
        Action.CREATE,
        Status.IN_PROGRESS,
        "waits",
        row.properties(),
        row.attempting(),
        row.attributes(),
        row.metadata(),
        row.requires(),
        row.replaces(),
        row.deletionPolicy(),
        row.checkpoint(),
        "token",
        1,
        row.createdAt(),
        row.updatedAt());
  }

  static ResourceState failed(ResourceState row) {
    return new ResourceState(
        row.id(),
        row.path(),
        row.parent(),
        row.type(),
        row.nested(),
        Optional.of("made"),
        Action.CREATE,
        Status.FAILED,
        "no luck",
        row.properties(),
        Optional.of(Value.map(Map.of("a", Value.number(1)))),
        row.attributes(),
        row.metadata(),
        Set.of(UUID.randomUUID()),
        row.replaces(),
        row.deletionPolicy(),
        row.checkpoint(),
        "token-2",
        1,
        row.createdAt(),
        row.updatedAt().plusSeconds(5));
  }

  /** A map with every kind of value, sensitive parts, and keys that look like a store's own. */
  static Value.MapOf everyKind() {
    SequencedMap<String, Value> entries = new LinkedHashMap<>();
    entries.put("z", Value.text("text \uD83D\uDD25 \n \"quoted\""));
    entries.put("a", Value.nothing());
    entries.put("whole", Value.number(Long.MAX_VALUE));
    entries.put("float", new Value.Num(new BigDecimal("1.0"), Mark.NONE));
    entries.put("big", new Value.Num(new BigDecimal("1E+20"), Mark.NONE));
    entries.put("small", new Value.Num(new BigDecimal("-0.000000000000000001"), Mark.NONE));
    entries.put("long", new Value.Num(new BigDecimal("0.12345678901234567890120"), Mark.NONE));
    entries.put("longer", new Value.Num(BigDecimal.TEN.pow(400), Mark.NONE));
    entries.put("truth", Value.bool(true));
    entries.put("hidden", new Value.Text("hunter2", Mark.SECRET));
    entries.put(
        "hidden map",
        new Value.MapOf(
            new LinkedHashMap<>(Map.of("inner", new Value.Num(BigDecimal.TWO, Mark.SECRET))),
            Mark.SECRET));
    entries.put("list", Value.list(List.of(Value.number(1), new Value.Bool(false, Mark.SECRET))));
    entries.put("$sensitive", Value.text("mine"));
    entries.put("alone", Value.map(Map.of("$sensitive", Value.text("not a mark"))));
    entries.put("twice", Value.map(Map.of("$$map", Value.map(Map.of("$map", Value.text("x"))))));
    entries.put("unknown", new Value.Unknown(Set.of("b.id", "a.id"), Mark.NONE));
    entries.put("empty", Value.map(Map.of()));
    entries.put("", Value.list(List.of()));
    return new Value.MapOf(entries, Mark.NONE);
  }

  static TreeChanges changes(ResourceState... rows) {
    return new TreeChanges(List.of(rows), Set.of(), List.of(), Optional.empty());
  }

  static TreeChanges events(List<StackEvent> events) {
    return new TreeChanges(List.of(), Set.of(), events, Optional.empty());
  }

  static TreeChanges settled(TreeChanges.Settled settled) {
    return new TreeChanges(List.of(), Set.of(), List.of(), Optional.of(settled));
  }

  static TreeChanges.Settled end(Action action, Status status) {
    return new TreeChanges.Settled(
        action, status, "Stack %s ended".formatted(action), Value.MapOf.EMPTY, false);
  }

  static TreeChanges.Settled rollback(String reason) {
    return new TreeChanges.Settled(Action.UPDATE, Status.FAILED, reason, Value.MapOf.EMPTY, true);
  }

  static StackEvent event(UUID stack, String path) {
    return new StackEvent(
        0,
        UUID.randomUUID(),
        stack,
        path,
        "OS::Heat::Value",
        Optional.of("physical"),
        Action.CREATE,
        Status.COMPLETE,
        "state changed",
        NOON);
  }

  /** Of a stack called web in project demo; of a create without a base. */
  static StoredPlan plan(UUID stack, Optional<String> name, OptionalLong base) {
    UUID id = UUID.randomUUID();
    var change =
        new Change(
            "password",
            Optional.of(new Value.Text("hunter2", Mark.SECRET)),
            Optional.of(new Value.Unknown(Set.of("db.password"), Mark.NONE)),
            true,
            false,
            new SourceSpan("web.yaml", 3, 5, 3, 9));
    var step =
        new Plan.Planned(
            "web", "OS::Heat::Value", Plan.Verb.UPDATE, "changed", List.of(change), List.of());
    return new StoredPlan(
        id,
        "demo",
        stack,
        "web",
        name,
        base.isPresent() ? StoredPlan.Kind.UPDATE : StoredPlan.Kind.CREATE,
        base,
        Optional.of(planned(base)),
        WrittenPlan.of(new Plan("web", Action.UPDATE, List.of(step), 3, List.of()), id),
        Value.map(Map.of("facts", Value.text("a password"))),
        "ada",
        NOON,
        Optional.of(NOON.plusSeconds(60)),
        OptionalLong.empty());
  }

  private static NewRevision planned(OptionalLong base) {
    NewRevision whole =
        revisionOf(wholeSource())
            .renaming(List.of(new Rename("old", "new")))
            .converging(true)
            .because(Origin.rollback(7));
    return base.isPresent() ? whole.madeFrom(base.getAsLong()) : whole;
  }

  /** A value as text that tells everything apart, marks and scales and the order of keys too. */
  static String exactly(Value value) {
    String plain =
        switch (value) {
          case Value.Null _ -> "null";
          case Value.Bool(boolean truth, _) -> Boolean.toString(truth);
          case Value.Num(BigDecimal number, _) ->
              number.toPlainString() + (number.scale() > 0 ? "f" : "");
          case Value.Text(String text, _) -> '"' + text + '"';
          case Value.ListOf(List<Value> items, _) ->
              items.stream().map(StoreSamples::exactly).collect(joining(", ", "[", "]"));
          case Value.MapOf(SequencedMap<String, Value> entries, _) ->
              entries.entrySet().stream()
                  .map(entry -> entry.getKey() + ": " + exactly(entry.getValue()))
                  .collect(joining(", ", "{", "}"));
          case Value.Unknown(Set<String> awaits, _) -> "unknown " + awaits;
        };
    return value.mark().sensitive() ? "secret " + plain : plain;
  }
}
