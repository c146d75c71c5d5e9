package io.kiln.engine.convergence;

import io.kiln.resources.spi.Context;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The outside world of a simulation: what really exists, whatever the store believes. Like a host's
 * agent it answers a repeated token with what it made the first time, and refuses old fences.
 */
final class Reality {

  /** One thing that exists. */
  record Thing(String id, String name, String resourceId, Value.MapOf properties) {}

  /** A worker that was overtaken tried to act. */
  static final class StaleFence extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final Map<String, Thing> things = new LinkedHashMap<>();
  private final Map<String, String> madeByToken = new HashMap<>();
  private long highestFence;
  private int made;
  private int writes;

  String make(Context context, Value.MapOf properties) {
    checkFence(context);
    return madeByToken.computeIfAbsent(
        context.attemptToken(),
        token -> {
          String id = context.path() + "-" + ++made;
          writes++;
          things.put(id, new Thing(id, context.path(), context.resourceId(), properties));
          return id;
        });
  }

  void change(Context context, String id, Value.MapOf properties) {
    checkFence(context);
    Thing thing = things.get(id);
    if (thing == null) {
      throw new IllegalStateException(id + " is to be changed and does not exist");
    }
    writes++;
    things.put(id, new Thing(id, thing.name(), thing.resourceId(), properties));
  }

  void unmake(Context context) {
    checkFence(context);
    for (Thing going : all()) {
      if (going.resourceId().equals(context.resourceId())) {
        for (Thing other : all()) {
          if (other.properties().entries().containsValue(Value.text(going.id()))) {
            throw new IllegalStateException(going.id() + " goes while " + other.id() + " needs it");
          }
        }
        writes++;
        things.remove(going.id());
      }
    }
  }

  private void checkFence(Context context) {
    if (context.fence() < highestFence) {
      throw new StaleFence();
    }
    highestFence = context.fence();
  }

  List<Thing> named(String name) {
    return things.values().stream().filter(thing -> thing.name().equals(name)).toList();
  }

  List<Thing> all() {
    return new ArrayList<>(things.values());
  }

  int writes() {
    return writes;
  }
}
