package io.kiln.resources.spi.binding;

import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A sealed interface of records bound to maps of values, for checkpoints: {@code stage} holds the
 * record's name in snake case, the other keys its components.
 *
 * @param <S> the sealed interface
 */
public final class StageBinding<S> {

  private static final String STAGE = "stage";

  private final Class<S> type;
  private final Map<String, RecordShape> shapes = new LinkedHashMap<>();

  private StageBinding(Class<S> type) {
    this.type = type;
    Class<?>[] permitted = type.getPermittedSubclasses();
    if (permitted == null) {
      throw new IllegalArgumentException(type.getName() + " is not sealed");
    }
    for (Class<?> stage : permitted) {
      shapes.put(name(stage), RecordShape.of(stage));
    }
  }

  /**
   * Binds a sealed interface all of whose permitted classes are records.
   *
   * @throws IllegalArgumentException when it is not
   */
  public static <S> StageBinding<S> of(Class<S> type) {
    return new StageBinding<>(type);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws UnboundValueException when the value is no such checkpoint
   */
  public S read(Value value) {
    if (value instanceof Value.MapOf map && map.get(STAGE) instanceof Value.Text(String stage, _)) {
      return type.cast(ValueReader.readRecord(shape(stage), map, ""));
    }
    throw new UnboundValueException("", "this is no checkpoint of " + type.getSimpleName());
  }

  /** Writes a stage with its name. */
  public Value.MapOf write(S stage) {
    String name = name(stage.getClass());
    SequencedMap<String, Value> entries = new LinkedHashMap<>();
    entries.put(STAGE, Value.text(name));
    entries.putAll(ValueWriter.writeRecord(shape(name), (Record) stage).entries());
    return Value.map(entries);
  }

  private RecordShape shape(String stage) {
    RecordShape shape = shapes.get(stage);
    if (shape == null) {
      throw new UnboundValueException("", type.getSimpleName() + " has no stage " + stage);
    }
    return shape;
  }

  private static String name(Class<?> stage) {
    return Field.snakeCase(stage.getSimpleName());
  }
}
