package io.kiln.db.secret;

import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/**
 * A document that is sealed as a whole in a column, and is itself no secret to whoever reads it.
 */
public final class SealedDocument {

  private final StoredValue values;

  /** Documents sealed with this box. */
  public SealedDocument(SecretBox box) {
    this.values = new StoredValue(box);
  }

  /** As a column holds it. */
  public String write(Value.MapOf document) {
    return values.write(document.marked(Mark.SECRET));
  }

  /** The document again. */
  public Value.MapOf read(String stored) {
    return plain(values.readMap(stored));
  }

  /** What was sealed comes back marked in all its parts: whoever shows it would show a mask. */
  private static Value.MapOf plain(Value.MapOf map) {
    SequencedMap<String, Value> entries = new LinkedHashMap<>();
    map.entries().forEach((key, value) -> entries.put(key, plain(value)));
    return new Value.MapOf(entries, Mark.NONE);
  }

  private static Value plain(Value value) {
    return switch (value) {
      case Value.MapOf map -> plain(map);
      case Value.ListOf(List<Value> items, _) ->
          new Value.ListOf(items.stream().map(SealedDocument::plain).toList(), Mark.NONE);
      case Value.Text(String text, _) -> Value.text(text);
      case Value.Num(BigDecimal number, _) -> new Value.Num(number, Mark.NONE);
      case Value.Bool(boolean truth, _) -> Value.bool(truth);
      case Value.Null _ -> Value.nothing();
      case Value.Unknown(Set<String> awaits, _) -> new Value.Unknown(awaits, Mark.NONE);
    };
  }
}
