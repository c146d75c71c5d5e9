package io.kiln.engine.convergence;

import io.kiln.resources.spi.Context;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
  private final Set<String> resting = new HashSet<>();
  private final Set<String> stubborn = new HashSet<>();
  private long highestFence;
  private int made;
  private int writes;
  private boolean patient;

  /** What failed can be changed in place from now on, and nothing wakes at the first asking. */
  void becomePatient() {
    patient = true;
  }

  boolean isPatient() {
    return patient;
  }

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
    if (resting.contains(id)) {
      throw new IllegalStateException(id + " is changed while it rests");
    }
    writes++;
    var now = new LinkedHashMap<>(properties.entries());
    for (String property : stubborn) {
      Value kept = thing.properties().get(property);
      if (!(kept instanceof Value.Null)) {
        now.put(property, kept);
      }
    }
    things.put(id, new Thing(id, thing.name(), thing.resourceId(), Value.map(now)));
  }

  /** Whoever needs it has to rest first. */
  void rest(Context context, String id) {
    checkFence(context);
    for (Thing other : all()) {
      if (needs(other, id) && !resting.contains(other.id())) {
        throw new IllegalStateException(id + " rests while " + other.id() + " needs it");
      }
    }
    if (resting.add(id)) {
      writes++;
    }
  }

  /** All it needs has to be awake. */
  void wake(Context context, String id) {
    checkFence(context);
    Thing thing = things.get(id);
    if (thing == null) {
      throw new IllegalStateException(id + " is to wake and does not exist");
    }
    for (String other : resting) {
      if (needs(thing, other)) {
        throw new IllegalStateException(id + " wakes while " + other + " rests");
      }
    }
    if (resting.remove(id)) {
      writes++;
    }
  }

  private static boolean needs(Thing thing, String id) {
    return thing.properties().entries().containsValue(Value.text(id));
  }

  boolean rests(String id) {
    return resting.contains(id);
  }

  boolean exists(String id) {
    return things.containsKey(id);
  }

  Optional<Thing> find(String id) {
    return Optional.ofNullable(things.get(id));
  }

  /** Somebody makes a thing by hand. */
  void found(String id, Value.MapOf properties) {
    things.put(id, new Thing(id, id, "nobody's", properties));
  }

  /** Somebody changes a thing by hand. */
  void alter(String name, String property, String value) {
    for (Thing thing : named(name)) {
      var altered = new LinkedHashMap<>(thing.properties().entries());
      altered.put(property, Value.text(value));
      things.put(thing.id(), new Thing(thing.id(), name, thing.resourceId(), Value.map(altered)));
    }
  }

  /** Whatever anybody does, things keep this property once they have it. */
  void stubborn(String property) {
    stubborn.add(property);
  }

  /** It vanishes behind everybody's back. */
  void lose(String name) {
    things.values().removeIf(thing -> thing.name().equals(name));
  }

  void unmake(Context context) {
    checkFence(context);
    for (Thing going : all()) {
      if (going.resourceId().equals(context.resourceId())) {
        for (Thing other : all()) {
          if (needs(other, going.id())) {
            throw new IllegalStateException(going.id() + " goes while " + other.id() + " needs it");
          }
        }
        writes++;
        things.remove(going.id());
        resting.remove(going.id());
      }
    }
  }

  private void checkFence(Context context) {
    if (context.fence() < highestFence) {
      throw new StaleFence();
    }
    highestFence = context.fence();
  }

  long highestFence() {
    return highestFence;
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
