package io.kiln.resources.group;

import io.kiln.resources.spi.Past;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The member names that a group never uses again, because a removal policy named them; as Heat's
 * {@code _update_name_skiplist}.
 *
 * @param names in the order they were removed
 * @param because the policies they were last worked out from: they are read once, since a reference
 *     leads nowhere after its member is gone
 */
record RemovedNames(Set<String> names, Value because) {

  private static final String NAMES = "removed";
  private static final String BECAUSE = "removal_policies";
  static final RemovedNames NONE = new RemovedNames(Set.of(), Value.nothing());

  static RemovedNames of(Value.MapOf memory) {
    Set<String> names = new LinkedHashSet<>();
    if (memory.get(NAMES) instanceof Value.ListOf(List<Value> items, _)) {
      items.forEach(item -> names.add(item.toString()));
    }
    return new RemovedNames(names, memory.get(BECAUSE));
  }

  /**
   * After these policies.
   *
   * @param listed what the policies name: names of members, or what refers to them
   * @param anew whether earlier removals are forgotten
   */
  RemovedNames after(List<Value> listed, boolean anew, Past past) {
    Value policies = Value.list(List.of(Value.list(listed), Value.bool(anew)));
    if (policies.equals(because)) {
      return this;
    }
    Set<String> removed = new LinkedHashSet<>(anew ? Set.of() : names);
    for (Value entry : listed) {
      named(entry, past).ifPresent(removed::add);
    }
    return new RemovedNames(removed, policies);
  }

  private Optional<String> named(Value entry, Past past) {
    String text = entry.toString();
    if (names.contains(text)) {
      return Optional.of(text);
    }
    List<Past.Member> members = past.members();
    return members.stream()
        .map(Past.Member::name)
        .filter(text::equals)
        .findFirst()
        .or(
            () ->
                members.stream()
                    .filter(member -> member.reference().equals(entry))
                    .map(Past.Member::name)
                    .findFirst());
  }

  Value.MapOf memory() {
    return because instanceof Value.Null
        ? Value.MapOf.EMPTY
        : Value.map(Map.of(NAMES, list(), BECAUSE, because));
  }

  Value list() {
    return Value.list(new ArrayList<>(names).stream().map(Value::text).toList());
  }
}
