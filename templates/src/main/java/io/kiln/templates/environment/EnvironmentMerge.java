package io.kiln.templates.environment;

import io.kiln.templates.parameter.ParameterType;
import io.kiln.templates.source.Findings;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * Joins environments in the order they are given. Later files win, unless a file says under {@code
 * parameter_merge_strategies} how its values join the earlier ones.
 */
public final class EnvironmentMerge {

  private static final String OVERWRITE = "overwrite";
  private static final String DEEP = "deep_merge";

  private final Function<String, Optional<ParameterType>> types;
  private final Findings findings;
  private final Map<String, String> strategies = new HashMap<>();
  private Environment merged = Environment.EMPTY;

  /**
   * Begins with nothing.
   *
   * @param types the type a template declares for a parameter, where one does
   */
  public EnvironmentMerge(Function<String, Optional<ParameterType>> types, Findings findings) {
    this.types = types;
    this.findings = findings;
  }

  /** Adds a file's environment. */
  public void add(EnvironmentReader.Read later) {
    Environment next = later.environment();
    merged =
        new Environment(
            values(merged.parameters(), next.parameters(), later.strategies()),
            values(merged.parameterDefaults(), next.parameterDefaults(), later.strategies()),
            merged.registry().merged(next.registry()),
            merged.settings().merged(next.settings()));
  }

  /** All that was added. */
  public Environment result() {
    return merged;
  }

  private SequencedMap<String, Value> values(
      Map<String, Value> earlier, Map<String, Value> later, Map<String, String> said) {
    SequencedMap<String, Value> all = new LinkedHashMap<>(earlier);
    later.forEach(
        (name, value) -> {
          String strategy = said.getOrDefault(name, said.getOrDefault("default", OVERWRITE));
          String before = said.isEmpty() ? null : strategies.putIfAbsent(name, strategy);
          if (before != null && !before.equals(strategy)) {
            findings.error(
                "conflicting-merge-strategy",
                "Conflicting merge strategy '%s' for parameter '%s': another file says '%s'."
                    .formatted(strategy, name, before),
                "parameter_merge_strategies." + name,
                value.mark().at());
          }
          Value old = all.get(name);
          all.put(
              name,
              old == null || strategy.equals(OVERWRITE)
                  ? value
                  : joined(name, old, value, strategy.equals(DEEP)));
        });
    return all;
  }

  private Value joined(String name, Value old, Value value, boolean deep) {
    Optional<ParameterType> type = types.apply(name).or(() -> likely(value));
    if (type.isEmpty()) {
      return value;
    }
    return switch (type.get()) {
      case STRING -> text(old, value).orElse(value);
      case COMMA_DELIMITED_LIST -> {
        List<Value> items = new ArrayList<>(items(old));
        items.addAll(items(value));
        yield new Value.ListOf(items, value.mark());
      }
      case JSON -> json(old, value, deep);
      case NUMBER, BOOLEAN -> {
        findings.error(
            "unmergeable-parameter",
            "Parameter '%s' of type %s cannot be merged.".formatted(name, type.get().written()),
            "parameter_merge_strategies." + name,
            place(value));
        yield value;
      }
    };
  }

  /** A parameter that no template declares is merged only where its value leaves no doubt. */
  private static Optional<ParameterType> likely(Value value) {
    return switch (value) {
      case Value.ListOf _ -> Optional.of(ParameterType.COMMA_DELIMITED_LIST);
      case Value.MapOf _ -> Optional.of(ParameterType.JSON);
      case Value.Null _, Value.Bool _, Value.Num _, Value.Text _, Value.Unknown _ ->
          Optional.empty();
    };
  }

  private static Optional<Value> text(Value old, Value value) {
    return old instanceof Value.Text(String before, _)
            && value instanceof Value.Text(String after, _)
        ? Optional.of(new Value.Text(before + after, value.mark()))
        : Optional.empty();
  }

  private static List<Value> items(Value value) {
    return switch (value) {
      case Value.ListOf(List<Value> items, _) -> items;
      case Value.Text(String text, _) when text.isEmpty() -> List.of();
      case Value.Text(String text, _) ->
          List.of(text.split(",", -1)).stream()
              .<Value>map(item -> new Value.Text(item, value.mark()))
              .toList();
      case Value.Null _ -> List.of();
      case Value.Bool _, Value.Num _, Value.MapOf _, Value.Unknown _ -> List.of(value);
    };
  }

  private static Value json(Value old, Value value, boolean deep) {
    if (!(old instanceof Value.MapOf(SequencedMap<String, Value> before, _))
        || !(value instanceof Value.MapOf(SequencedMap<String, Value> after, _))) {
      return value;
    }
    SequencedMap<String, Value> all = new LinkedHashMap<>(before);
    after.forEach(
        (key, entry) -> {
          if (!deep) {
            all.put(key, entry);
          } else if (!(entry instanceof Value.Null)) {
            all.merge(key, entry, EnvironmentMerge::deep);
          }
        });
    return new Value.MapOf(all, value.mark());
  }

  /** Texts are joined and lists appended at every level, as Heat does it; null changes nothing. */
  private static Value deep(Value old, Value value) {
    if (value instanceof Value.Null) {
      return old;
    }
    if (old instanceof Value.ListOf(List<Value> before, _)
        && value instanceof Value.ListOf(List<Value> after, _)) {
      List<Value> all = new ArrayList<>(before);
      all.addAll(after);
      return new Value.ListOf(all, value.mark());
    }
    return text(old, value).orElseGet(() -> json(old, value, true));
  }

  private static SourceSpan place(Value value) {
    return value.mark().at();
  }
}
