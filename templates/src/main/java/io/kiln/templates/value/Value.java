package io.kiln.templates.value;

import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/**
 * A value of the template language: JSON's kinds, and {@link Unknown} for what does not exist yet.
 * Equality looks at content only: numbers by amount (1 equals 1.0), maps regardless of order, marks
 * not at all. {@code toString} is for people and hides what is sensitive.
 */
public sealed interface Value {

  /** How a sensitive value is shown, as Heat shows hidden parameters. */
  String MASK = "******";

  Mark mark();

  /** The same value with another mark; inner values keep theirs. */
  Value marked(Mark mark);

  /** Whether this or anything inside must never be shown. */
  default boolean sensitive() {
    return mark().sensitive();
  }

  /**
   * The deepest nesting that a value may have: twice that of a template, so that what functions
   * build of one fits. All that walks values recurses and relies on it.
   */
  int DEEPEST = 200;

  /** Whether collections are nested in this to more than so many levels. */
  default boolean deeperThan(int levels) {
    return switch (this) {
      case ListOf(List<Value> items, _) ->
          levels == 0 || items.stream().anyMatch(item -> item.deeperThan(levels - 1));
      case MapOf(SequencedMap<String, Value> entries, _) ->
          levels == 0 || entries.values().stream().anyMatch(entry -> entry.deeperThan(levels - 1));
      case Null _, Bool _, Num _, Text _, Unknown _ -> false;
    };
  }

  /** Whether this and all inside is known. */
  default boolean known() {
    return true;
  }

  /** Absent: an explicit null, or an attribute that has no value. */
  record Null(Mark mark) implements Value {
    @Override
    public Value marked(Mark other) {
      return new Null(other);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Null;
    }

    @Override
    public int hashCode() {
      return 0;
    }

    @Override
    public String toString() {
      return "null";
    }
  }

  /** True or false. */
  record Bool(boolean value, Mark mark) implements Value {
    @Override
    public Value marked(Mark other) {
      return new Bool(value, other);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Bool that && value == that.value;
    }

    @Override
    public int hashCode() {
      return Boolean.hashCode(value);
    }

    @Override
    public String toString() {
      return sensitive() ? MASK : Boolean.toString(value);
    }
  }

  /** A number; the scale tells a float (1.0) from an integer (1) where Heat renders them apart. */
  record Num(BigDecimal value, Mark mark) implements Value {
    @Override
    public Value marked(Mark other) {
      return new Num(value, other);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Num that && value.compareTo(that.value) == 0;
    }

    @Override
    public int hashCode() {
      return Double.hashCode(value.doubleValue());
    }

    @Override
    public String toString() {
      return sensitive() ? MASK : value.toPlainString();
    }
  }

  /** A text. */
  record Text(String value, Mark mark) implements Value {
    @Override
    public Value marked(Mark other) {
      return new Text(value, other);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Text that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
      return value.hashCode();
    }

    @Override
    public String toString() {
      return sensitive() ? MASK : value;
    }
  }

  /** A list. */
  record ListOf(List<Value> items, Mark mark) implements Value {
    public ListOf {
      items = List.copyOf(items);
    }

    @Override
    public Value marked(Mark other) {
      return new ListOf(items, other);
    }

    @Override
    public boolean sensitive() {
      return mark.sensitive() || items.stream().anyMatch(Value::sensitive);
    }

    @Override
    public boolean known() {
      return items.stream().allMatch(Value::known);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ListOf that && items.equals(that.items);
    }

    @Override
    public int hashCode() {
      return items.hashCode();
    }

    @Override
    public String toString() {
      return mark.sensitive() ? MASK : items.toString();
    }
  }

  /** A map with text keys, in the order they were written. */
  record MapOf(SequencedMap<String, Value> entries, Mark mark) implements Value {

    /** A map without entries that nobody wrote. */
    public static final MapOf EMPTY = new MapOf(new LinkedHashMap<>(), Mark.NONE);

    public MapOf {
      entries = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(entries));
    }

    /** The value under a key, {@link Null} when there is none. */
    public Value get(String key) {
      return Objects.requireNonNullElse(entries.get(key), new Null(Mark.NONE));
    }

    @Override
    public Value marked(Mark other) {
      return new MapOf(entries, other);
    }

    @Override
    public boolean sensitive() {
      return mark.sensitive() || entries.values().stream().anyMatch(Value::sensitive);
    }

    @Override
    public boolean known() {
      return entries.values().stream().allMatch(Value::known);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof MapOf that && entries.equals(that.entries);
    }

    @Override
    public int hashCode() {
      return entries.hashCode();
    }

    @Override
    public String toString() {
      return mark.sensitive()
          ? MASK
          : entries.entrySet().stream()
              .map(entry -> entry.getKey() + ": " + entry.getValue())
              .collect(joining(", ", "{", "}"));
    }
  }

  /**
   * Not known yet: depends on something that does not exist.
   *
   * @param awaits what it waits for, such as {@code web.addresses}; never empty
   */
  record Unknown(Set<String> awaits, Mark mark) implements Value {
    public Unknown {
      awaits = Collections.unmodifiableSet(new TreeSet<>(awaits));
    }

    @Override
    public Value marked(Mark other) {
      return new Unknown(awaits, other);
    }

    @Override
    public boolean known() {
      return false;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Unknown that && awaits.equals(that.awaits);
    }

    @Override
    public int hashCode() {
      return awaits.hashCode();
    }

    @Override
    public String toString() {
      return "(known after apply: " + String.join(", ", awaits) + ")";
    }
  }

  /** The value with every part of it sensitive, so that no function can take one out unmarked. */
  static Value secret(Value value) {
    Value inner =
        switch (value) {
          case ListOf(List<Value> items, Mark mark) ->
              new ListOf(items.stream().map(Value::secret).toList(), mark);
          case MapOf(SequencedMap<String, Value> entries, Mark mark) -> {
            SequencedMap<String, Value> marked = new LinkedHashMap<>();
            entries.forEach((key, entry) -> marked.put(key, secret(entry)));
            yield new MapOf(marked, mark);
          }
          case Null _, Bool _, Num _, Text _, Unknown _ -> value;
        };
    return inner.mark().sensitive() ? inner : inner.marked(inner.mark().with(true));
  }

  /** A text that nobody wrote. */
  static Text text(String value) {
    return new Text(value, Mark.NONE);
  }

  /** A whole number that nobody wrote. */
  static Num number(long value) {
    return new Num(BigDecimal.valueOf(value), Mark.NONE);
  }

  /** A truth value that nobody wrote. */
  static Bool bool(boolean value) {
    return new Bool(value, Mark.NONE);
  }

  /** Nothing. */
  static Null nothing() {
    return new Null(Mark.NONE);
  }

  /** A list that nobody wrote. */
  static ListOf list(List<? extends Value> items) {
    return new ListOf(List.copyOf(items), Mark.NONE);
  }

  /** A map that nobody wrote. */
  static MapOf map(Map<String, ? extends Value> entries) {
    return new MapOf(new LinkedHashMap<>(entries), Mark.NONE);
  }
}
