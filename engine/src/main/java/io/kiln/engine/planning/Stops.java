package io.kiln.engine.planning;

import io.kiln.templates.model.ResourceRules.Hook;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Where a resource stops until somebody clears the hook.
 *
 * @param leaving the hooks on its way out: the environment that has them may be gone by then
 * @param at the hook it stopped at last, and on the way to which revision: {@code pre-update/5};
 *     empty when it never did, or nothing came of it
 */
public record Stops(Set<Hook> leaving, String at) {

  /** Nowhere. */
  public static final Stops NONE = new Stops(Set.of(), "");

  private static final String LEAVING = "leaving";
  private static final String AT = "at";

  public Stops {
    leaving = leaving.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(leaving));
  }

  /**
   * The place of a stop.
   *
   * @param revision 0 when nothing is to be left
   */
  static String at(Hook hook, long revision) {
    return hook.written() + "/" + revision;
  }

  /** What a hook interrupts. */
  static Action action(Hook hook) {
    return switch (hook) {
      case PRE_CREATE, POST_CREATE -> Action.CREATE;
      case PRE_UPDATE, POST_UPDATE -> Action.UPDATE;
      case PRE_DELETE, POST_DELETE -> Action.DELETE;
    };
  }

  /** What was interrupted at the last stop. */
  Optional<Action> action() {
    return Arrays.stream(Hook.values())
        .filter(hook -> at.startsWith(hook.written() + "/"))
        .map(Stops::action)
        .findFirst();
  }

  /** The name of the hook it stopped at last. */
  String hook() {
    return at.substring(0, Math.max(0, at.indexOf('/')));
  }

  /** Whether it stopped last on the way to this revision. */
  boolean isFor(long revision) {
    return at.endsWith("/" + revision);
  }

  /** The same, having stopped there. */
  Stops stoppedAt(String place) {
    return new Stops(leaving, place);
  }

  /** The same, stopping nowhere now. */
  Stops passed() {
    return new Stops(leaving, "");
  }

  /** As one value, for stores. */
  public Value.MapOf value() {
    SequencedMap<String, Value> entries = new LinkedHashMap<>();
    List<Value> hooks = new ArrayList<>();
    leaving.forEach(hook -> hooks.add(Value.text(hook.written())));
    entries.put(LEAVING, Value.list(hooks));
    entries.put(AT, Value.text(at));
    return Value.map(entries);
  }

  /** What {@link #value()} gave. */
  public static Stops of(Value.MapOf stored) {
    Set<Hook> leaving = EnumSet.noneOf(Hook.class);
    if (stored.get(LEAVING) instanceof Value.ListOf(List<Value> hooks, _)) {
      Arrays.stream(Hook.values())
          .filter(hook -> hooks.contains(Value.text(hook.written())))
          .forEach(leaving::add);
    }
    return new Stops(leaving, stored.get(AT) instanceof Value.Text(String at, _) ? at : "");
  }
}
