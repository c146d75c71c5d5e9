package io.kiln.engine.planning;

import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was said to a resource from outside. The store writes it when it is said, beside whoever
 * drives the tree: a driver reads it and never writes it.
 *
 * @param signals what signals have made of it, as its type keeps them
 * @param cleared the hooks that somebody cleared since it last stopped at one
 */
public record Heard(Value.MapOf signals, Set<String> cleared) {

  /** Nothing was said. */
  public static final Heard NOTHING = new Heard(Value.MapOf.EMPTY, Set.of());

  private static final String SIGNALS = "signals";
  private static final String CLEARED = "cleared";

  public Heard {
    cleared = Set.copyOf(cleared);
  }

  /** With another memory of signals. */
  public Heard signals(Value.MapOf now) {
    return new Heard(now, cleared);
  }

  /** As one value, for stores. */
  public Value.MapOf value() {
    SequencedMap<String, Value> entries = new LinkedHashMap<>();
    entries.put(SIGNALS, signals);
    List<Value> hooks = new ArrayList<>();
    new TreeSet<>(cleared).forEach(hook -> hooks.add(Value.text(hook)));
    entries.put(CLEARED, Value.list(hooks));
    return Value.map(entries);
  }

  /** What {@link #value()} gave. */
  public static Heard of(Value.MapOf stored) {
    Value.MapOf signals = stored.get(SIGNALS) instanceof Value.MapOf map ? map : Value.MapOf.EMPTY;
    var cleared = new TreeSet<String>();
    if (stored.get(CLEARED) instanceof Value.ListOf(List<Value> hooks, _)) {
      hooks.forEach(hook -> cleared.add(hook.toString()));
    }
    return new Heard(signals, cleared);
  }
}
