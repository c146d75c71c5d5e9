package io.kiln.db.stacks;

import io.kiln.engine.convergence.NewRevision;
import io.kiln.engine.convergence.Origin;
import io.kiln.engine.convergence.plans.StoredPlan;
import io.kiln.engine.planning.Rename;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;

/** What is in a kept plan besides its texts and what is looked for, as one value. */
final class PlanDocument {

  private PlanDocument() {}

  static Value.MapOf of(StoredPlan plan) {
    SequencedMap<String, Value> map = new LinkedHashMap<>();
    map.put("plan", plan.written());
    map.put("details", plan.details());
    plan.revision().ifPresent(revision -> map.put("revision", of(revision)));
    return Value.map(map);
  }

  static Value.MapOf plan(Value.MapOf document) {
    return map(document.get("plan"));
  }

  static Value.MapOf details(Value.MapOf document) {
    return map(document.get("details"));
  }

  private static Value of(NewRevision revision) {
    SequencedMap<String, Value> map = new LinkedHashMap<>();
    map.put("disable_rollback", Value.bool(revision.disableRollback()));
    revision.timeout().ifPresent(timeout -> map.put("timeout", Value.number(timeout.toMillis())));
    map.put("tags", Value.list(revision.tags().stream().map(Value::text).toList()));
    map.put("description", Value.text(revision.description()));
    map.put("author", Value.text(revision.author()));
    map.put("origin", Value.text(revision.origin().kind().name()));
    revision.origin().from().ifPresent(from -> map.put("from", Value.number(from)));
    map.put(
        "renames",
        Value.list(
            revision.renames().stream()
                .map(
                    rename ->
                        Value.list(List.of(Value.text(rename.from()), Value.text(rename.to()))))
                .toList()));
    map.put("converge", Value.bool(revision.converge()));
    return Value.map(map);
  }

  /**
   * The revision again.
   *
   * @param base the revision it was made from
   */
  static NewRevision revision(Value.MapOf document, StackSource source, OptionalLong base) {
    Value.MapOf map = map(document.get("revision"));
    OptionalLong from = number(map.get("from"));
    return new NewRevision(
        source,
        truth(map.get("disable_rollback")),
        number(map.get("timeout")).isPresent()
            ? Optional.of(Duration.ofMillis(number(map.get("timeout")).getAsLong()))
            : Optional.empty(),
        texts(map.get("tags")),
        map.get("description").toString(),
        map.get("author").toString(),
        base,
        new Origin(Origin.Kind.valueOf(map.get("origin").toString()), from),
        items(map.get("renames")).stream()
            .map(PlanDocument::texts)
            .map(names -> new Rename(names.getFirst(), names.getLast()))
            .toList(),
        truth(map.get("converge")));
  }

  private static OptionalLong number(Value value) {
    return value instanceof Value.Num(BigDecimal number, _)
        ? OptionalLong.of(number.longValue())
        : OptionalLong.empty();
  }

  private static boolean truth(Value value) {
    return value instanceof Value.Bool(boolean truth, _) && truth;
  }

  private static List<Value> items(Value value) {
    return value instanceof Value.ListOf(List<Value> items, _) ? items : List.of();
  }

  private static List<String> texts(Value value) {
    return items(value).stream().map(Value::toString).toList();
  }

  private static Value.MapOf map(Value value) {
    return value instanceof Value.MapOf map ? map : Value.MapOf.EMPTY;
  }
}
