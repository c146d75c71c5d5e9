package io.kiln.engine.planning;

import io.kiln.resources.spi.Rolling;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What a group's row remembers, in the place of a checkpoint.
 *
 * @param ofType what the type wants to be told again
 * @param batches the batches under way
 */
record GroupMemory(Value.MapOf ofType, Optional<Batches> batches) {

  private static final String TYPE = "type";
  private static final String ROLLING = "rolling";

  /** With nothing under way. */
  static GroupMemory settled(Value.MapOf ofType) {
    return new GroupMemory(ofType, Optional.empty());
  }

  Value.MapOf value() {
    SequencedMap<String, Value> entries = new LinkedHashMap<>();
    entries.put(TYPE, ofType);
    batches.ifPresent(some -> entries.put(ROLLING, some.value()));
    return Value.map(entries);
  }

  /** Whether a row remembers anything as a group does. */
  static boolean isOf(ResourceState row) {
    return stored(row).entries().containsKey(TYPE);
  }

  static Value.MapOf ofType(ResourceState row) {
    return stored(row).get(TYPE) instanceof Value.MapOf map ? map : Value.MapOf.EMPTY;
  }

  /** The batches under way for this policy. */
  static Optional<Batches> batches(ResourceState row, Rolling rolling) {
    return Batches.read(stored(row).get(ROLLING), rolling);
  }

  /** The batches as far as they have come. */
  static Batches batches(ResourceState row, Batches begun) {
    return batches(row, begun.rolling()).orElse(begun);
  }

  private static Value.MapOf stored(ResourceState row) {
    return row.checkpoint().orElse(Value.MapOf.EMPTY) instanceof Value.MapOf map
        ? map
        : Value.MapOf.EMPTY;
  }
}
