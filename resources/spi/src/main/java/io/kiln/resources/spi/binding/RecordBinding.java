package io.kiln.resources.spi.binding;

import io.kiln.templates.schema.AttributeSchema;
import io.kiln.templates.schema.PropertySchema;
import io.kiln.templates.value.Value;
import java.util.SequencedMap;

/**
 * A record class bound to maps of values: names in snake case, absent for empty. Components may be
 * texts, whole numbers, {@link java.math.BigDecimal}, truth values, {@link java.time.Duration} (in
 * seconds), {@link Value} and its kinds, {@link java.util.Optional}, {@link java.util.List}, {@link
 * java.util.Map} by text, and records of these.
 */
public final class RecordBinding<R extends Record> {

  private final Class<R> type;
  private final RecordShape shape;

  private RecordBinding(Class<R> type) {
    this.type = type;
    this.shape = RecordShape.of(type);
  }

  /**
   * Binds a record class.
   *
   * @throws IllegalArgumentException when a component has a type that cannot be bound
   */
  public static <R extends Record> RecordBinding<R> of(Class<R> type) {
    return new RecordBinding<>(type);
  }

  /**
   * Reads a map; what the record does not name is ignored, what is missing gets its default.
   *
   * @throws UnboundValueException when a value does not fit or a required one is missing
   * @throws IllegalStateException when a value is not known yet
   */
  public R read(Value.MapOf from) {
    return type.cast(ValueReader.readRecord(shape, from, ""));
  }

  /** Writes a record: absent values are left out, sensitive ones are marked. */
  public Value.MapOf write(R instance) {
    return ValueWriter.writeRecord(shape, instance);
  }

  /** The map with everything marked that the record declares to be sensitive. */
  Value.MapOf marked(Value.MapOf from) {
    return Secrecy.marked(shape, from);
  }

  SequencedMap<String, PropertySchema> properties() {
    return SchemaReader.properties(shape);
  }

  SequencedMap<String, AttributeSchema> attributes() {
    return SchemaReader.attributes(shape);
  }
}
