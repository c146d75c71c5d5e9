package io.kiln.simulation.template;

import io.kiln.resources.spi.Rolling;
import io.kiln.templates.model.DeletionPolicy;
import io.kiln.templates.model.ResourceRules.Hook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** Draws templates, and templates that people might make of them next. */
public final class Sketch {
  private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f", "g", "h");
  private static final List<Fate> TROUBLES =
      List.of(Fate.BROKEN, Fate.SHAKY, Fate.SLOW, Fate.STUCK);
  private static final List<Hook> HOOKS = List.of(Hook.values());
  private static final int DEEPEST = 2;
  private static final int MOST_MEMBERS = 4;

  private final RandomGenerator random;
  private final List<String> hosts;

  public Sketch(RandomGenerator random, List<String> hosts) {
    this.random = random;
    this.hosts = hosts;
  }

  /** One that has nothing to do with any other. */
  public Blueprint draw() {
    return draw(0);
  }

  private Blueprint draw(int depth) {
    var names = new ArrayList<>(NAMES);
    int count = depth == 0 ? 2 + random.nextInt(5) : 1 + random.nextInt(3);
    var parts = new LinkedHashMap<String, Part>();
    for (int i = 0; i < count; i++) {
      String name = names.remove(random.nextInt(names.size()));
      parts.put(name, part(parts, depth));
    }
    return new Blueprint(parts);
  }

  /** What becomes of one when somebody has edited it. */
  public Blueprint edit(Blueprint before) {
    return random.nextInt(6) == 0 ? draw() : edit(before, 0);
  }

  private Blueprint edit(Blueprint before, int depth) {
    var order = new ArrayList<>(before.parts().keySet());
    if (order.size() > 1 && chance(4)) {
      order.add(random.nextInt(order.size()), order.remove(random.nextInt(order.size())));
    }
    var parts = new LinkedHashMap<String, Part>();
    for (String name : order) {
      Part part = before.parts().get(name);
      if (part == null || chance(8)) {
        continue;
      }
      String next = chance(12) ? NAMES.get(random.nextInt(NAMES.size())) : name;
      Part edited = chance(3) ? edited(part, parts, depth) : part;
      parts.put(next, bound(edited, parts));
    }
    if (parts.isEmpty() || chance(4)) {
      String name = NAMES.get(random.nextInt(NAMES.size()));
      parts.remove(name);
      parts.put(name, part(parts, depth));
    }
    var bound = new LinkedHashMap<String, Part>();
    parts.forEach((name, part) -> bound.put(name, bound(part, bound)));
    return new Blueprint(bound);
  }

  /**
   * The same with one resource of its own under another name.
   *
   * @param from what it was called
   * @param to what it is called then
   */
  public record Renamed(Blueprint blueprint, String from, String to) {}

  /** The same with one resource under a name that nothing had; empty when it has none to rename. */
  public Optional<Renamed> rename(Blueprint before) {
    List<String> leaves =
        before.parts().entrySet().stream()
            .filter(part -> part.getValue() instanceof Part.Leaf)
            .map(Map.Entry::getKey)
            .toList();
    List<String> unused = NAMES.stream().filter(name -> !before.parts().containsKey(name)).toList();
    if (leaves.isEmpty() || unused.isEmpty()) {
      return Optional.empty();
    }
    String from = leaves.get(random.nextInt(leaves.size()));
    String to = unused.get(random.nextInt(unused.size()));
    var parts = new LinkedHashMap<String, Part>();
    before
        .parts()
        .forEach((name, part) -> parts.put(name.equals(from) ? to : name, part.named(from, to)));
    return Optional.of(new Renamed(new Blueprint(parts), from, to));
  }

  /** The same with nothing in it that could fail. */
  public static Blueprint healed(Blueprint blueprint) {
    var parts = new LinkedHashMap<String, Part>();
    blueprint
        .parts()
        .forEach(
            (name, part) ->
                parts.put(
                    name,
                    switch (part) {
                      case Part.Leaf leaf ->
                          new Part.Leaf(
                              leaf.type(), healed(leaf.given()), leaf.after(), leaf.policy());
                      case Part.Inner inner ->
                          new Part.Inner(healed(inner.content()), inner.given(), inner.after());
                      case Part.Many many ->
                          new Part.Many(
                              many.count(),
                              many.of(),
                              healed(many.given()),
                              many.after(),
                              many.rolling());
                    }));
    return new Blueprint(parts);
  }

  private static SequencedMap<String, Given> healed(SequencedMap<String, Given> given) {
    var healed = new LinkedHashMap<>(given);
    healed.remove(Types.FATE);
    healed.remove(Types.HOOK);
    return healed;
  }

  private Part edited(Part part, SequencedMap<String, Part> before, int depth) {
    if (chance(6)) {
      return part(before, depth);
    }
    return switch (part) {
      case Part.Leaf leaf -> {
        var given = new LinkedHashMap<>(leaf.given());
        change(given, before, depth);
        yield new Part.Leaf(chance(10) ? type() : leaf.type(), given, leaf.after(), leaf.policy());
      }
      case Part.Inner inner -> {
        var given = new LinkedHashMap<>(inner.given());
        given.put(Types.SIZE, text());
        yield new Part.Inner(
            chance(2) ? edit(inner.content(), depth + 1) : inner.content(), given, inner.after());
      }
      case Part.Many many -> {
        var given = new LinkedHashMap<>(many.given());
        change(given, before, depth);
        yield new Part.Many(
            chance(2) ? 1 + random.nextInt(MOST_MEMBERS) : many.count(),
            many.of(),
            given,
            many.after(),
            chance(4) ? rolling() : many.rolling());
      }
    };
  }

  private void change(
      SequencedMap<String, Given> given, SequencedMap<String, Part> before, int depth) {
    switch (random.nextInt(6)) {
      case 0, 1 -> given.put(Types.SIZE, text());
      case 2 -> given.put(Types.SHAPE, text());
      case 3 -> given.put(Types.HOST, host());
      case 4 -> {
        given.remove(Types.FATE);
        fate(given);
        given.remove(Types.HOOK);
      }
      default -> need(given, before, depth);
    }
  }

  /** Without what it names that is not there before it. */
  private static Part bound(Part part, SequencedMap<String, Part> before) {
    var given = new LinkedHashMap<>(part.given());
    given
        .values()
        .removeIf(value -> value.names().filter(name -> !fits(value, name, before)).isPresent());
    var after = new TreeSet<>(part.after());
    after.retainAll(before.keySet());
    return switch (part) {
      case Part.Leaf leaf -> new Part.Leaf(leaf.type(), given, after, leaf.policy());
      case Part.Inner inner -> new Part.Inner(inner.content(), given, after);
      case Part.Many many -> new Part.Many(many.count(), many.of(), given, after, many.rolling());
    };
  }

  /** Whether what is named can give what is asked of it. */
  private static boolean fits(Given value, String name, SequencedMap<String, Part> before) {
    return switch (before.get(name)) {
      case null -> false;
      case Part.Leaf leaf ->
          value instanceof Given.Ref
              ? !leaf.type().equals(Types.NOTE)
              : value instanceof Given.Att(_, String attribute)
                  && (attribute.equals(Types.SIZE) || attribute.equals(Types.SHAPE));
      case Part.Inner inner ->
          value instanceof Given.Att(_, String attribute)
              && attribute.equals(Blueprint.OUTPUT)
              && !inner.content().speaker().isEmpty();
      case Part.Many _ ->
          value instanceof Given.Att(_, String attribute) && attribute.equals(ManyHandler.REFS);
    };
  }

  private Part part(SequencedMap<String, Part> before, int depth) {
    var after = new TreeSet<String>();
    if (!before.isEmpty() && chance(4)) {
      after.add(any(before));
    }
    var given = new LinkedHashMap<String, Given>();
    int kind = random.nextInt(10);
    if (kind == 0 && depth < DEEPEST) {
      given.put(Types.SIZE, text());
      need(given, before, depth);
      return new Part.Inner(draw(depth + 1), given, after);
    }
    if (kind == 1) {
      return many(given, before, after, depth);
    }
    String type = type();
    if (type.equals(Types.NOTE)) {
      given.put(Types.SIZE, text());
      hook(given);
      return new Part.Leaf(type, given, after, DeletionPolicy.DELETE);
    }
    thing(given, before, depth);
    hook(given);
    DeletionPolicy policy =
        depth == 0 && chance(25) ? DeletionPolicy.RETAIN : DeletionPolicy.DELETE;
    return new Part.Leaf(type, given, after, policy);
  }

  private Part many(
      SequencedMap<String, Given> given,
      SequencedMap<String, Part> before,
      SortedSet<String> after,
      int depth) {
    thing(given, before, depth);
    String of = chance(3) ? Types.STURDY : chance(3) ? Types.ROOM : Types.THING;
    return new Part.Many(1 + random.nextInt(MOST_MEMBERS), of, given, after, rolling());
  }

  private void thing(
      SequencedMap<String, Given> given, SequencedMap<String, Part> before, int depth) {
    given.put(Types.SIZE, depth > 0 && chance(2) ? new Given.Param(Types.SIZE) : text());
    given.put(Types.HOST, host());
    if (chance(2)) {
      given.put(Types.SHAPE, text());
    }
    if (chance(4)) {
      given.put(Types.SECRET, new Given.Secret("canary-" + random.nextInt(3)));
    }
    need(given, before, depth);
    fate(given);
  }

  private void fate(SequencedMap<String, Given> given) {
    if (chance(14)) {
      Fate fate = TROUBLES.get(random.nextInt(TROUBLES.size()));
      given.put(Types.FATE, new Given.Text(fate.name().toLowerCase(Locale.ROOT)));
    }
  }

  private void hook(SequencedMap<String, Given> given) {
    if (chance(16)) {
      Hook hook = HOOKS.get(random.nextInt(HOOKS.size()));
      given.put(Types.HOOK, new Given.Text(hook.written()));
    }
  }

  private void need(
      SequencedMap<String, Given> given, SequencedMap<String, Part> before, int depth) {
    if (depth > 0 && chance(4)) {
      given.put(Types.NEEDS, new Given.Param(Types.NEEDS));
      return;
    }
    if (before.isEmpty() || chance(3)) {
      return;
    }
    String name = any(before);
    String property = chance(3) ? Types.RESTS_ON : Types.NEEDS;
    switch (before.get(name)) {
      case null -> {}
      case Part.Leaf leaf -> {
        boolean note = leaf.type().equals(Types.NOTE);
        given.put(
            note || chance(4) ? Types.SIZE : property,
            note || (!given.containsKey(property) && chance(4))
                ? new Given.Att(name, Types.SIZE)
                : new Given.Ref(name));
      }
      case Part.Inner inner when !inner.content().speaker().isEmpty() ->
          given.put(property, new Given.Att(name, Blueprint.OUTPUT));
      case Part.Inner _ -> {}
      case Part.Many _ -> given.put(property, new Given.Att(name, ManyHandler.REFS));
    }
  }

  private Optional<Rolling> rolling() {
    return chance(2)
        ? Optional.empty()
        : Optional.of(
            new Rolling(
                random.nextInt(3), 1 + random.nextInt(2), Duration.ofSeconds(chance(2) ? 0 : 5)));
  }

  private String any(SequencedMap<String, Part> before) {
    var names = new ArrayList<>(before.keySet());
    return names.get(random.nextInt(names.size()));
  }

  private String type() {
    return switch (random.nextInt(8)) {
      case 0 -> Types.NOTE;
      case 1 -> Types.ROOM;
      case 2, 3 -> Types.STURDY;
      default -> Types.THING;
    };
  }

  private Given text() {
    return new Given.Text(String.valueOf(1 + random.nextInt(3)));
  }

  private Given host() {
    return new Given.Text(hosts.get(random.nextInt(hosts.size())));
  }

  /** One time in so many. */
  private boolean chance(int in) {
    return random.nextInt(in) == 0;
  }
}
