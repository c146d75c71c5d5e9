package io.kiln.simulation;

import io.kiln.simulation.fleet.Thing;
import io.kiln.simulation.template.Blueprint;
import io.kiln.simulation.template.BlueprintFrame;
import io.kiln.simulation.template.Part;
import io.kiln.simulation.template.Types;
import io.kiln.templates.model.References;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What a blueprint comes to, found out without the engine: every thing by its path, with the
 * properties it has to have given what the others are really called.
 */
final class Expectation {
  private final Watch watch;
  private final String tree;
  private final Predicate<Thing> counts;
  private final SequencedMap<String, Value.MapOf> things = new LinkedHashMap<>();

  private Expectation(Watch watch, String tree, Predicate<Thing> counts) {
    this.watch = watch;
    this.tree = tree;
    this.counts = counts;
  }

  /**
   * @param counts whether a thing is one of those that may be referred to
   */
  static SequencedMap<String, Value.MapOf> of(
      Blueprint root, Watch watch, String tree, Predicate<Thing> counts) {
    var expectation = new Expectation(watch, tree, counts);
    expectation.new Inside("", root, Map.of()).expect();
    return expectation.things;
  }

  static String member(String group, int number) {
    return group + "/m" + number;
  }

  private Value outside(String path) {
    List<Thing> there = watch.at(tree, path).stream().filter(counts).toList();
    return there.size() == 1 ? Value.text(there.getFirst().id()) : Value.nothing();
  }

  /** One stack of the tree. */
  private final class Inside implements References {
    private final String prefix;
    private final Blueprint blueprint;
    private final BlueprintFrame frame;

    Inside(String prefix, Blueprint blueprint, Map<String, Value> parameters) {
      this.prefix = prefix;
      this.blueprint = blueprint;
      this.frame = new BlueprintFrame(blueprint, parameters, true);
    }

    void expect() {
      blueprint.parts().forEach(this::expect);
    }

    private void expect(String name, Part part) {
      Value.MapOf given = frame.properties(name, this).result();
      switch (part) {
        case Part.Leaf leaf when leaf.type().equals(Types.NOTE) -> {}
        case Part.Leaf _ -> things.put(prefix + name, given);
        case Part.Inner inner -> inside(name, inner, given).expect();
        case Part.Many many -> {
          var with = (Value.MapOf) given.get("with");
          IntStream.range(0, many.count())
              .forEach(number -> things.put(member(prefix + name, number), with));
        }
      }
    }

    private Inside inside(String name, Part.Inner inner, Value.MapOf given) {
      return new Inside(prefix + name + "/", inner.content(), given.entries());
    }

    @Override
    public Value reference(String resource) {
      return outside(prefix + resource);
    }

    @Override
    public Value attribute(String resource, String attribute) {
      return switch (blueprint.parts().get(resource)) {
        case null -> Value.nothing();
        case Part.Leaf _ -> frame.properties(resource, this).result().get(attribute);
        case Part.Inner inner -> {
          Inside inside = inside(resource, inner, frame.properties(resource, this).result());
          yield inside.frame.output(attribute, inside).result();
        }
        case Part.Many many ->
            Value.list(
                IntStream.range(0, many.count())
                    .mapToObj(number -> outside(member(prefix + resource, number)))
                    .toList());
      };
    }
  }
}
