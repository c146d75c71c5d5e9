package io.kiln.templates.function;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** {@code {map_replace: [map, {keys: {old: new}, values: {old: new}}]}}. */
final class MapReplace implements ValueFunction {

  private static final String FORM = "[map, {keys: {old: new}, values: {old: new}}]";

  @Override
  public String name() {
    return "map_replace";
  }

  @Override
  public String summary() {
    return "A function for performing substitutions on maps.";
  }

  @Override
  public Availability availability() {
    return Availability.since(HotVersion.NEWTON);
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    List<Value> parts = site.list(argument, FORM);
    if (parts.size() != 2) {
      throw new Mistake("Arguments to \"map_replace\" must be of the form " + FORM);
    }
    if (parts.getFirst() instanceof Value.Unknown) {
      return site.unknown(parts.getFirst()).orElseThrow();
    }
    Optional<Value> open = site.unknown(parts.get(1));
    if (open.isPresent()) {
      return open.get();
    }
    Map<String, Value> input = entries(parts.getFirst(), "The first argument");
    Map<String, Value> rules = entries(parts.get(1), "The second argument");
    if (!Set.of("keys", "values").containsAll(rules.keySet())) {
      throw new Mistake("\"map_replace\" knows the keys \"keys\" and \"values\" only");
    }
    Map<String, Value> keys = entries(rules.getOrDefault("keys", Value.nothing()), "\"keys\"");
    Map<String, Value> values =
        entries(rules.getOrDefault("values", Value.nothing()), "\"values\"");
    SequencedMap<String, Value> replaced = new LinkedHashMap<>();
    input.forEach(
        (key, value) -> {
          Value renamed = keys.getOrDefault(key, Value.text(key));
          String name = renamed instanceof Value.Null ? key : name(renamed);
          if ((!name.equals(key) && input.containsKey(name)) || replaced.containsKey(name)) {
            throw new Mistake(
                "key replacement %s collides with a key in the %s map"
                    .formatted(name, replaced.containsKey(name) ? "output" : "input"));
          }
          replaced.put(name, swapped(value, values));
        });
    // A key shows what it was replaced with, and by what.
    boolean told = keys.values().stream().anyMatch(Value::sensitive);
    return new Value.MapOf(replaced, site.shell(parts).with(told));
  }

  /** A key as JSON has it. */
  private static String name(Value renamed) {
    return switch (renamed) {
      case Value.Text(String text, _) -> text;
      case Value.Num _ -> PythonText.of(renamed);
      case Value.Bool(boolean truth, _) -> Boolean.toString(truth);
      case Value.Null _, Value.ListOf _, Value.MapOf _, Value.Unknown _ ->
          throw new Mistake("\"map_replace\" cannot rename a key to a list or map");
    };
  }

  /** Only what Python can hash is looked up. */
  private static Value swapped(Value value, Map<String, Value> values) {
    return switch (value) {
      case Value.Text(String text, _) -> values.getOrDefault(text, value);
      case Value.Null _,
          Value.Bool _,
          Value.Num _,
          Value.ListOf _,
          Value.MapOf _,
          Value.Unknown _ ->
          value;
    };
  }

  private static Map<String, Value> entries(Value value, String what) {
    if (value instanceof Value.Null) {
      return Map.of();
    }
    if (value instanceof Value.MapOf(SequencedMap<String, Value> entries, _)) {
      return entries;
    }
    throw new Mistake("%s of \"map_replace\" must be a map".formatted(what));
  }
}
