package io.kiln.engine.convergence.plans;

import io.kiln.templates.value.Json;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Values of a plan as a document holds them: what is not known stays so, and of a secret there is
 * only so much that it can be told from another one.
 */
final class WrittenValue {

  private static final String ESCAPE = "$";
  private static final String SECRET = "$secret";
  private static final String TEXT = "$text";
  private static final String UNKNOWN = "$unknown";
  private static final String SENSITIVE = "$sensitive";

  private final String salt;

  /**
   * @param salt other for each plan: equal secrets of two plans look different
   */
  WrittenValue(String salt) {
    this.salt = salt;
  }

  Value write(Value value) {
    if (value.mark().sensitive() && value.known()) {
      return Value.map(
          ordered(
              SECRET,
              Value.text(digest(Json.writeSorted(value))),
              TEXT,
              Value.bool(value instanceof Value.Text)));
    }
    return switch (value) {
      case Value.Null _, Value.Bool _, Value.Num _, Value.Text _ -> value.marked(Mark.NONE);
      case Value.ListOf(List<Value> items, _) ->
          Value.list(items.stream().map(this::write).toList());
      case Value.MapOf(SequencedMap<String, Value> entries, _) -> {
        SequencedMap<String, Value> written = new LinkedHashMap<>();
        entries.forEach(
            (key, inner) -> written.put(key.startsWith(ESCAPE) ? ESCAPE + key : key, write(inner)));
        yield Value.map(written);
      }
      case Value.Unknown(Set<String> awaits, Mark mark) ->
          Value.map(
              ordered(
                  UNKNOWN,
                  Value.list(awaits.stream().map(Value::text).toList()),
                  SENSITIVE,
                  Value.bool(mark.sensitive())));
    };
  }

  private static SequencedMap<String, Value> ordered(
      String first, Value one, String second, Value two) {
    SequencedMap<String, Value> map = new LinkedHashMap<>();
    map.put(first, one);
    map.put(second, two);
    return map;
  }

  private String digest(String text) {
    return sha256(salt + '\n' + text);
  }

  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The value again, with a mask for each secret. */
  static Value read(Value written) {
    return switch (written) {
      case Value.Null _, Value.Bool _, Value.Num _, Value.Text _, Value.Unknown _ ->
          written.marked(Mark.NONE);
      case Value.ListOf(List<Value> items, _) ->
          Value.list(items.stream().map(WrittenValue::read).toList());
      case Value.MapOf map -> read(map);
    };
  }

  private static Value read(Value.MapOf map) {
    if (map.entries().containsKey(SECRET)) {
      boolean text = map.get(TEXT) instanceof Value.Bool(boolean truth, _) && truth;
      return text
          ? new Value.Text(Value.MASK, Mark.SECRET)
          : new Value.Num(BigDecimal.ZERO, Mark.SECRET);
    }
    if (map.get(UNKNOWN) instanceof Value.ListOf(List<Value> awaits, _)) {
      boolean sensitive = map.get(SENSITIVE) instanceof Value.Bool(boolean truth, _) && truth;
      return new Value.Unknown(
          awaits.stream().map(Value::toString).collect(Collectors.toSet()),
          sensitive ? Mark.SECRET : Mark.NONE);
    }
    SequencedMap<String, Value> read = new LinkedHashMap<>();
    map.entries()
        .forEach(
            (key, inner) -> read.put(key.startsWith(ESCAPE) ? key.substring(1) : key, read(inner)));
    return new Value.MapOf(read, Mark.NONE);
  }

  /** A document without what tells secrets apart: nobody can try guesses on it. */
  static Value masked(Value written) {
    return switch (written) {
      case Value.Null _, Value.Bool _, Value.Num _, Value.Text _, Value.Unknown _ -> written;
      case Value.ListOf(List<Value> items, _) ->
          Value.list(items.stream().map(WrittenValue::masked).toList());
      case Value.MapOf(SequencedMap<String, Value> entries, _) -> {
        if (entries.containsKey(SECRET)) {
          yield Value.map(Map.of(SECRET, Value.text(Value.MASK)));
        }
        SequencedMap<String, Value> shown = new LinkedHashMap<>();
        entries.forEach((key, inner) -> shown.put(key, masked(inner)));
        yield Value.map(shown);
      }
    };
  }
}
