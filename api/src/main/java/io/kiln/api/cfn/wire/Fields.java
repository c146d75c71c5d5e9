package io.kiln.api.cfn.wire;

import io.kiln.templates.value.Value;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/** Named parts of an answer, in the order they are given; what is empty is left out. */
public final class Fields implements Node {

  private final SequencedMap<String, Node> parts = new LinkedHashMap<>();

  /** None yet. */
  public Fields() {}

  /** What there is. */
  public SequencedMap<String, Node> parts() {
    return Collections.unmodifiableSequencedMap(parts);
  }

  public Fields text(String name, String text) {
    return put(name, new Node.Text(text));
  }

  public Fields text(String name, Optional<String> text) {
    text.filter(said -> !said.isEmpty()).ifPresent(said -> text(name, said));
    return this;
  }

  public Fields flag(String name, boolean flag) {
    return text(name, Boolean.toString(flag));
  }

  public Fields number(String name, long number) {
    return text(name, Long.toString(number));
  }

  /** In milliseconds, as AWS writes it. */
  public Fields time(String name, Instant at) {
    return text(name, at.truncatedTo(ChronoUnit.MILLIS).toString());
  }

  public Fields time(String name, Optional<Instant> at) {
    at.ifPresent(when -> time(name, when));
    return this;
  }

  public Fields texts(String name, List<String> texts) {
    return put(name, new Node.Members(texts.stream().map(Node.Text::new).toList()));
  }

  public Fields members(String name, List<? extends Node> items) {
    return put(name, new Node.Members(items));
  }

  /** A list, made item by item. */
  public <T> Fields members(String name, List<T> items, Function<T, Fields> each) {
    return members(name, items.stream().map(each).toList());
  }

  public Fields put(String name, Node part) {
    parts.put(name, part);
    return this;
  }

  /** What was kept as a value: maps, lists and texts become fields, members and texts. */
  public static Node of(Value value) {
    return switch (value) {
      case Value.MapOf map -> {
        var fields = new Fields();
        map.entries().forEach((name, inner) -> fields.put(name, of(inner)));
        yield fields;
      }
      case Value.ListOf list -> new Node.Members(list.items().stream().map(Fields::of).toList());
      case Value.Null _ -> new Node.Text("");
      case Value.Text _, Value.Num _, Value.Bool _, Value.Unknown _ ->
          new Node.Text(value.toString());
    };
  }
}
