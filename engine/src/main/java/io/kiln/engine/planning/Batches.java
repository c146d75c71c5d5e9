package io.kiln.engine.planning;

import io.kiln.resources.spi.Rolling;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The way of a group's members through a rolling update or a creation in batches. It is stored with
 * the group, so that whoever goes on with it takes the same batches.
 *
 * @param rolling the policy it was made for
 * @param at the batch that is under way
 * @param until when the pause before it ends
 */
record Batches(Rolling rolling, List<Batch> batches, int at, Optional<Instant> until) {

  private static final String BATCHES = "batches";
  private static final String TOUCHED = "touched";
  private static final String DROPPED = "dropped";
  private static final String AT = "at";
  private static final String UNTIL = "until";
  private static final String POLICY = "policy";

  /**
   * What happens at a time.
   *
   * @param touched members that are made or changed
   * @param dropped members that go
   */
  record Batch(List<String> touched, List<String> dropped) {
    Batch {
      touched = List.copyOf(touched);
      dropped = List.copyOf(dropped);
    }
  }

  Batches {
    batches = List.copyOf(batches);
  }

  /** From the start. */
  static Batches of(Rolling rolling, List<Batch> batches) {
    return new Batches(rolling, batches, 0, Optional.empty());
  }

  /** All pauses together. */
  Duration pauses() {
    return rolling.pause().multipliedBy(Math.max(0, batches.size() - 1));
  }

  /** On to this batch, after the pause. */
  Batches reached(int number, Instant now) {
    Optional<Instant> end =
        rolling.pause().isZero() ? Optional.empty() : Optional.of(now.plus(rolling.pause()));
    return new Batches(rolling, batches, number, end);
  }

  /** All that are made or changed in any batch. */
  Set<String> touched() {
    return batches.stream().flatMap(batch -> batch.touched().stream()).collect(Collectors.toSet());
  }

  /** Those that are gone, or go with the batch under way. */
  Set<String> gone() {
    return batches.subList(0, Math.min(at + 1, batches.size())).stream()
        .flatMap(batch -> batch.dropped().stream())
        .collect(Collectors.toSet());
  }

  Value.MapOf value() {
    SequencedMap<String, Value> entries = new LinkedHashMap<>();
    entries.put(POLICY, policy(rolling));
    entries.put(BATCHES, Value.list(batches.stream().map(Batches::value).toList()));
    entries.put(AT, Value.number(at));
    until.ifPresent(end -> entries.put(UNTIL, Value.text(end.toString())));
    return Value.map(entries);
  }

  /** What was stored for this policy; nothing when it was another one. */
  static Optional<Batches> read(Value value, Rolling rolling) {
    if (!(value instanceof Value.MapOf map)
        || !map.get(POLICY).equals(policy(rolling))
        || !(map.get(BATCHES) instanceof Value.ListOf(List<Value> stored, _))
        || !(map.get(AT) instanceof Value.Num(BigDecimal at, _))) {
      return Optional.empty();
    }
    List<Batch> batches = new ArrayList<>();
    for (Value each : stored) {
      if (each instanceof Value.MapOf batch) {
        batches.add(new Batch(names(batch.get(TOUCHED)), names(batch.get(DROPPED))));
      }
    }
    return Optional.of(new Batches(rolling, batches, at.intValue(), instant(map.get(UNTIL))));
  }

  private static Optional<Instant> instant(Value value) {
    try {
      return value instanceof Value.Text(String text, _)
          ? Optional.of(Instant.parse(text))
          : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty(); // a pause that nobody can read is over
    }
  }

  private static Value policy(Rolling rolling) {
    return Value.list(
        List.of(
            Value.number(rolling.minInService()),
            Value.number(rolling.maxBatchSize()),
            Value.number(rolling.pause().toMillis())));
  }

  private static Value value(Batch batch) {
    return Value.map(Map.of(TOUCHED, texts(batch.touched()), DROPPED, texts(batch.dropped())));
  }

  private static Value texts(List<String> names) {
    return Value.list(names.stream().map(Value::text).toList());
  }

  private static List<String> names(Value value) {
    return value instanceof Value.ListOf(List<Value> items, _)
        ? items.stream().map(Value::toString).toList()
        : List.of();
  }
}
