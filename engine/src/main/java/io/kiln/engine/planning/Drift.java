package io.kiln.engine.planning;

import io.kiln.resources.spi.Observation;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the real thing behind a resource differs from what it was made as. Pure.
 *
 * @param reason for people: what is missing, or why nobody looked; empty when the differences say
 *     it
 */
public record Drift(State state, String reason, List<Difference> differences) {

  /** CloudFormation's words for a resource. */
  public enum State {
    IN_SYNC,
    MODIFIED,
    DELETED,
    NOT_CHECKED
  }

  /** CloudFormation's words for a property. */
  public enum Kind {
    /** The real thing has it, and was not made with it. */
    ADD,
    /** It was made with it, and has it no more. */
    REMOVE,
    NOT_EQUAL
  }

  /**
   * One property that differs.
   *
   * @param path its place in what was observed: {@code containers.c1.restart}
   * @param expected as it was made, marked when either side is secret
   * @param actual as it is, marked likewise
   */
  public record Difference(
      String path, Kind kind, Optional<Value> expected, Optional<Value> actual) {}

  public Drift {
    differences = List.copyOf(differences);
  }

  /** Nobody looked, or nobody could tell. */
  public static Drift notChecked(String reason) {
    return new Drift(State.NOT_CHECKED, reason, List.of());
  }

  /** What a look found. */
  public static Drift of(Observation observation) {
    return switch (observation) {
      case Observation.Missing(String what) -> new Drift(State.DELETED, what, List.of());
      case Observation.Unknown(String reason) -> notChecked(reason);
      case Observation.Found(Value.MapOf expected, Value.MapOf actual) -> {
        var differences = new ArrayList<Difference>();
        compare("", expected, actual, differences);
        yield new Drift(differences.isEmpty() ? State.IN_SYNC : State.MODIFIED, "", differences);
      }
    };
  }

  /** Whether the real thing is known to be other than it was made. */
  public boolean found() {
    return switch (state) {
      case MODIFIED, DELETED -> true;
      case IN_SYNC, NOT_CHECKED -> false;
    };
  }

  /** In a few words, for plans and events; shows no value that is secret. */
  public String described() {
    return switch (state) {
      case IN_SYNC -> "it is as it was made";
      case DELETED, NOT_CHECKED -> reason;
      case MODIFIED ->
          String.join(
              "; ",
              differences.stream()
                  .map(
                      difference ->
                          "%s is %s, not %s"
                              .formatted(
                                  difference.path(),
                                  shown(difference.actual()),
                                  shown(difference.expected())))
                  .toList());
    };
  }

  /** What is to be changed so that it is as it was made, as plans show it. */
  List<Change> undone() {
    return differences.stream()
        .map(
            difference ->
                new Change(
                    difference.path(),
                    difference.actual(),
                    difference.expected(),
                    false,
                    false,
                    SourceSpan.NOWHERE))
        .toList();
  }

  private static String shown(Optional<Value> value) {
    return value.map(Value::toString).orElse("not set");
  }

  private static void compare(
      String path, Value.MapOf expected, Value.MapOf actual, List<Difference> differences) {
    var names = new LinkedHashSet<>(expected.entries().keySet());
    names.addAll(actual.entries().keySet());
    for (String name : names) {
      String at = path.isEmpty() ? name : path + "." + name;
      Optional<Value> made = given(expected.entries().get(name));
      Optional<Value> is = given(actual.entries().get(name));
      if (made.equals(is)) {
        continue;
      }
      if (made.orElse(null) instanceof Value.MapOf one
          && is.orElse(null) instanceof Value.MapOf other) {
        compare(at, one, other, differences);
        continue;
      }
      boolean secret =
          made.filter(Value::sensitive).or(() -> is.filter(Value::sensitive)).isPresent();
      differences.add(
          new Difference(
              at,
              made.isEmpty() ? Kind.ADD : is.isEmpty() ? Kind.REMOVE : Kind.NOT_EQUAL,
              made.map(value -> secret ? value.marked(Mark.SECRET) : value),
              is.map(value -> secret ? value.marked(Mark.SECRET) : value)));
    }
  }

  private static Optional<Value> given(@Nullable Value value) {
    return value == null || value instanceof Value.Null ? Optional.empty() : Optional.of(value);
  }
}
