package io.kiln.templates.yaql;

import io.kiln.templates.expression.Mistake;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the aggregator of {@code groupBy} makes of each group. It is given the group's items; where
 * that does not work, it may be one of the old kind, which is given key and items and gives both.
 */
final class Groups {

  private final Arguments a;
  private Optional<Mistake> failure = Optional.empty();
  private boolean mayBeOld = true;

  Groups(Arguments a) {
    this.a = a;
  }

  List<Value> aggregated(List<Value> groups) {
    List<Value> all = new ArrayList<>(groups.size());
    groups.forEach(group -> all.add(aggregated((Value.ListOf) group)));
    return all;
  }

  private Value aggregated(Value.ListOf group) {
    if (failure.isEmpty()) {
      Value key = group.items().get(0);
      Value items = group.items().get(1);
      try {
        Value result = a.call(3, items);
        mayBeOld = mayBeOld && looksOld((Value.ListOf) items, result);
        return Value.list(List.of(key, result));
      } catch (Mistake wrong) {
        failure = Optional.of(wrong);
      }
    }
    if (mayBeOld) {
      Value result = a.call(3, group);
      if (result instanceof Value.ListOf(List<Value> two, _) && two.size() == 2) {
        return result;
      }
    }
    throw failure.orElseThrow();
  }

  /** A group of two whose first item comes back as the first of two may have been misread. */
  private static boolean looksOld(Value.ListOf items, Value result) {
    return items.items().size() == 2
        && result instanceof Value.ListOf(List<Value> two, _)
        && two.size() == 2
        && two.getFirst().equals(items.items().getFirst());
  }
}
