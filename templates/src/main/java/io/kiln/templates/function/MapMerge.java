package io.kiln.templates.function;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** {@code {map_merge: [map, …]}}: later maps win, one level deep. */
final class MapMerge implements ValueFunction {

  /** An entry of a map, in characters of the budget. */
  private static final int ENTRY = 32;

  @Override
  public String name() {
    return "map_merge";
  }

  @Override
  public String summary() {
    return "A function for merging maps.";
  }

  @Override
  public Availability availability() {
    return Availability.since(HotVersion.MITAKA);
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    List<Value> maps = site.list(argument, "[map, map, ...]");
    SequencedMap<String, Value> merged = new LinkedHashMap<>();
    List<Value> open = new ArrayList<>();
    for (Value map : maps) {
      switch (map) {
        case Value.MapOf(SequencedMap<String, Value> entries, _) -> {
          site.spend((long) ENTRY * entries.size());
          merged.putAll(entries);
        }
        case Value.Null _ -> {}
        case Value.Unknown _ -> open.add(map);
        case Value.Bool _, Value.Num _, Value.Text _, Value.ListOf _ ->
            throw new Mistake("Incorrect arguments: Items to merge must be maps.");
      }
    }
    return site.unknown(open).orElseGet(() -> new Value.MapOf(merged, site.shell(maps)));
  }
}
