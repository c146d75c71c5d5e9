package io.kiln.db.secret;

import static java.util.stream.Collectors.toCollection;

import io.kiln.templates.value.Json;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Values as JSON text in a row and back, with what plain JSON loses. Sensitive parts are sealed,
 * each as a whole with all that is in it: {@code {"$sensitive": sealed}}. What is not known stays
 * so: {@code {"$unknown": [names]}}. A number that JSON text would not give back to the digit is a
 * text: {@code {"$number": "1E+20"}}. Keys of the user's that start with {@code $} get another one
 * in front. Source spans are not kept.
 */
public final class StoredValue {

  private static final String SENSITIVE = "$sensitive";
  private static final String UNKNOWN = "$unknown";
  private static final String NUMBER = "$number";
  private static final String ESCAPE = "$";

  /** Longer whole numbers are not read back from JSON, against texts made to be slow. */
  private static final int LONGEST_PLAIN = 100;

  private final UnaryOperator<String> seal;
  private final UnaryOperator<String> open;

  private StoredValue(UnaryOperator<String> seal, UnaryOperator<String> open) {
    this.seal = seal;
    this.open = open;
  }

  /** A codec that seals with this box. */
  public StoredValue(SecretBox box) {
    this(box::sealText, box::openText);
  }

  /** A codec that only keeps marks, for what is sealed as a whole. */
  static StoredValue inClear() {
    return new StoredValue(UnaryOperator.identity(), UnaryOperator.identity());
  }

  /** The text to store. */
  public String write(Value value) {
    return Json.write(tagged(value, false));
  }

  /**
   * What was stored.
   *
   * @throws IllegalStateException when a sealed part cannot be opened
   */
  public Value read(String stored) {
    return untagged(Json.parse(stored));
  }

  /** What was stored, which is a map. */
  public Value.MapOf readMap(String stored) {
    if (read(stored) instanceof Value.MapOf map) {
      return map;
    }
    throw new IllegalStateException("a row holds something else where a map was stored");
  }

  /**
   * @param sealed whether it goes into something that is sealed as a whole: its sensitive parts are
   *     then not sealed once more
   */
  private Value tagged(Value value, boolean sealed) {
    if (!sealed && value.mark().sensitive()) {
      return tag(SENSITIVE, Value.text(seal.apply(Json.write(tagged(value, true)))));
    }
    return switch (value) {
      case Value.Null _, Value.Bool _, Value.Text _ -> value;
      case Value.Num(BigDecimal number, _) ->
          isPlain(number) ? value : tag(NUMBER, Value.text(number.toString()));
      case Value.ListOf(List<Value> items, _) ->
          Value.list(items.stream().map(item -> tagged(item, sealed)).toList());
      case Value.MapOf(SequencedMap<String, Value> entries, _) -> {
        SequencedMap<String, Value> tagged = new LinkedHashMap<>();
        entries.forEach((key, inner) -> tagged.put(escaped(key), tagged(inner, sealed)));
        yield new Value.MapOf(tagged, Mark.NONE);
      }
      case Value.Unknown(Set<String> awaits, _) ->
          tag(UNKNOWN, Value.list(awaits.stream().map(Value::text).toList()));
    };
  }

  /** Whether JSON text is read back as the very same number: floats are read as doubles. */
  private static boolean isPlain(BigDecimal number) {
    if (number.scale() < 0 || number.precision() > LONGEST_PLAIN) {
      return false;
    }
    BigDecimal asRead = BigDecimal.valueOf(number.doubleValue());
    return number.scale() == 0
        || (number.scale() == asRead.scale() && number.compareTo(asRead) == 0);
  }

  private static String escaped(String key) {
    return key.startsWith(ESCAPE) ? ESCAPE + key : key;
  }

  private static boolean isTagged(SequencedMap<String, Value> entries) {
    return entries.size() == 1
        && entries.firstEntry().getKey().startsWith(ESCAPE)
        && !entries.firstEntry().getKey().startsWith(ESCAPE + ESCAPE);
  }

  private static Value.MapOf tag(String name, Value content) {
    return Value.map(Map.of(name, content));
  }

  private Value untagged(Value stored) {
    return switch (stored) {
      case Value.Null _, Value.Bool _, Value.Text _, Value.Num _, Value.Unknown _ -> stored;
      case Value.ListOf(List<Value> items, _) ->
          Value.list(items.stream().map(this::untagged).toList());
      case Value.MapOf(SequencedMap<String, Value> entries, _) ->
          isTagged(entries) ? untagged(entries.firstEntry()) : map(entries);
    };
  }

  private Value untagged(Map.Entry<String, Value> tag) {
    return switch (tag.getValue()) {
      case Value.Text(String sealed, _) when tag.getKey().equals(SENSITIVE) ->
          Value.secret(read(open.apply(sealed)));
      case Value.Text(String digits, _) when tag.getKey().equals(NUMBER) ->
          new Value.Num(new BigDecimal(digits), Mark.NONE);
      case Value.ListOf(List<Value> names, _) when tag.getKey().equals(UNKNOWN) ->
          new Value.Unknown(
              names.stream().map(Value::toString).collect(toCollection(TreeSet::new)), Mark.NONE);
      case Value _ ->
          throw new IllegalStateException("a row holds an unknown tag: " + tag.getKey());
    };
  }

  private Value.MapOf map(SequencedMap<String, Value> entries) {
    SequencedMap<String, Value> plain = new LinkedHashMap<>();
    entries.forEach(
        (key, inner) ->
            plain.put(key.startsWith(ESCAPE) ? key.substring(1) : key, untagged(inner)));
    return new Value.MapOf(plain, Mark.NONE);
  }
}
