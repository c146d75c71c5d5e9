package io.kiln.resources.group;

import io.kiln.resources.spi.Past;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The members of a group that grows and shrinks: names that say nothing and are never used twice,
 * the oldest first; as Heat's {@code member_definitions} (heat/scaling/template.py).
 *
 * @param names the members there are to be
 * @param named how many names were ever given
 * @param heard the number of the last change of size by a signal that is in it
 * @param because what the size was last worked out from: while that stays, the size does, so that a
 *     group that was scaled is left alone
 */
record Crew(List<String> names, long named, long heard, Value because) {

  private static final String NAMES = "members";
  private static final String NAMED = "named";
  private static final String HEARD = "heard";
  private static final String BECAUSE = "sizes";
  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

  Crew {
    names = List.copyOf(names);
  }

  /** As remembered; what exists where nothing is. */
  static Crew of(Past past) {
    return of(past.memory(), past.members().stream().map(Past.Member::name).toList());
  }

  /**
   * As remembered.
   *
   * @param existing the names of those that exist, where nothing is remembered
   */
  static Crew of(Value.MapOf memory, List<String> existing) {
    if (memory.get(NAMES) instanceof Value.ListOf(List<Value> items, _)
        && memory.get(NAMED) instanceof Value.Num(BigDecimal named, _)) {
      return new Crew(
          items.stream().map(Value::toString).toList(),
          named.longValue(),
          memory.get(HEARD) instanceof Value.Num(BigDecimal heard, _) ? heard.longValue() : 0,
          memory.get(BECAUSE));
    }
    return new Crew(existing, 0, 0, Value.nothing());
  }

  /** With the change of this number in it. */
  Crew hearing(long number) {
    return new Crew(names, named, Math.max(heard, number), because);
  }

  /**
   * With so many members: of those that go the failed ones are the first, then the oldest.
   *
   * @param why what the size comes from
   */
  Crew sized(int size, Value why, Past past) {
    var next = new ArrayList<>(names);
    if (size < next.size()) {
      Set<String> failed =
          past.members().stream()
              .filter(Past.Member::failed)
              .map(Past.Member::name)
              .collect(Collectors.toSet());
      List<String> going =
          next.stream()
              .sorted(Comparator.comparing((String name) -> !failed.contains(name)))
              .limit(next.size() - (long) size)
              .toList();
      next.removeAll(going);
    }
    long given = named;
    while (next.size() < size) {
      next.add(name(past.groupId(), given++));
    }
    return new Crew(next, given, heard, why);
  }

  /** Further names, for members that are there for a while. */
  List<String> spares(int many, Past past) {
    List<String> spares = new ArrayList<>();
    for (long number = named; spares.size() < many; number++) {
      spares.add(name(past.groupId(), number));
    }
    return spares;
  }

  /** Twelve characters as Heat's, the same at every look. */
  private static String name(String group, long number) {
    long bits =
        UUID.nameUUIDFromBytes((group + "/" + number).getBytes(StandardCharsets.UTF_8))
            .getMostSignificantBits();
    var name = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      name.append(BASE32.charAt((int) (bits & 31)));
      bits >>>= 5;
    }
    return name.toString();
  }

  Value.MapOf memory() {
    SequencedMap<String, Value> memory = new LinkedHashMap<>();
    memory.put(NAMES, Value.list(names.stream().map(Value::text).toList()));
    memory.put(NAMED, Value.number(named));
    if (heard > 0) {
      memory.put(HEARD, Value.number(heard));
    }
    memory.put(BECAUSE, because);
    return Value.map(memory);
  }
}
