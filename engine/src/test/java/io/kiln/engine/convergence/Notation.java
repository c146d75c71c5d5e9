package io.kiln.engine.convergence;

import io.kiln.templates.model.Compiler;
import io.kiln.templates.model.Content;
import io.kiln.templates.model.DeletionPolicy;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.OutputDefinition;
import io.kiln.templates.model.References;
import io.kiln.templates.model.ResolvedType;
import io.kiln.templates.model.ResourceDefinition;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The short notation of Heat's convergence scenarios as a language: {@code A(); C(a=4alpha; after
 * A); D(c=ref C); E(ca=att C.a)}. A property whose name ends in {@code *} forces replacement.
 */
final class Notation implements Compiler {
  private static final Pattern RESOURCE = Pattern.compile("(\\w+)\\(([^)]*)\\)");

  /** A stack source in the notation. */
  static StackSource source(String text) {
    return new StackSource(text, "notation", Map.of(), List.of(), Optional.empty(), Map.of());
  }

  @Override
  public Evaluated<Optional<Value.MapOf>> validate(
      StackSource source, StackIdentity identity, boolean nested) {
    throw new AssertionError("nobody validates in this notation");
  }

  @Override
  public Evaluated<Optional<Frame>> compile(StackSource source, StackIdentity identity) {
    return Evaluated.of(Optional.of(frame(source.template())));
  }

  static Things frame(String text) {
    var things = new LinkedHashMap<String, Thing>();
    var matcher = RESOURCE.matcher(text);
    while (matcher.find()) {
      things.put(matcher.group(1), thing(matcher.group(1), matcher.group(2)));
    }
    return new Things(things);
  }

  private static Thing thing(String name, String arguments) {
    var given = new LinkedHashMap<String, String>();
    var marks = new LinkedHashMap<String, String>(); // !id: external_id; !drift: its policy
    var requires = new TreeSet<String>();
    for (String part : arguments.split("[;]")) {
      String clause = part.strip();
      if (clause.startsWith("after ")) {
        for (String other : clause.substring(6).split(",")) {
          requires.add(other.strip());
        }
      } else if (!clause.isEmpty()) {
        for (String assignment : clause.split(",")) {
          String[] sides = assignment.strip().split("=", 2);
          (sides[0].startsWith("!") ? marks : given).put(sides[0], sides[1]);
        }
      }
    }
    for (String value : given.values()) {
      if (value.startsWith("ref ") || value.startsWith("att ")) {
        requires.add(value.substring(4).split("[.]")[0]);
      }
    }
    return new Thing(
        given,
        new ResourceDefinition(
            name,
            "Thing",
            SourceSpan.NOWHERE,
            requires,
            DeletionPolicy.DELETE,
            Optional.empty(),
            Optional.ofNullable(marks.get("!id")),
            ""),
        Optional.ofNullable(marks.get("!drift")));
  }

  /**
   * One resource: its properties as written, and its definition.
   *
   * @param drift what becomes of it when it drifts
   */
  record Thing(Map<String, String> given, ResourceDefinition definition, Optional<String> drift) {}

  /** A template in the notation. */
  record Things(Map<String, Thing> things) implements Frame {

    @Override
    public String description() {
      return "";
    }

    @Override
    public SequencedMap<String, ResourceDefinition> resources() {
      var definitions = new LinkedHashMap<String, ResourceDefinition>();
      things.forEach((name, thing) -> definitions.put(name, thing.definition()));
      return definitions;
    }

    @Override
    public ResolvedType type(String resource) {
      return new ResolvedType.Plugin("Thing", ThingHandler.SCHEMA);
    }

    @Override
    public Evaluated<Value.MapOf> properties(String resource, References references) {
      var values = new LinkedHashMap<String, Value>();
      Thing thing = things.get(resource);
      if (thing == null) {
        throw new IllegalArgumentException(resource);
      }
      thing.given().forEach((name, text) -> values.put(name, value(text, references)));
      return Evaluated.of(Value.map(values));
    }

    private static Value value(String text, References references) {
      if (text.startsWith("ref ")) {
        return references.reference(text.substring(4));
      }
      if (text.startsWith("att ")) {
        String[] path = text.substring(4).split("[.]");
        return references.attribute(path[0], path[1]);
      }
      return Value.text(text);
    }

    @Override
    public Evaluated<Value.MapOf> updatePolicy(String resource, References references) {
      return Evaluated.of(Value.MapOf.EMPTY);
    }

    @Override
    public Evaluated<Value.MapOf> creationPolicy(String resource, References references) {
      return Evaluated.of(Value.MapOf.EMPTY);
    }

    @Override
    public Evaluated<Value> metadata(String resource, References references) {
      return Evaluated.of(
          Optional.ofNullable(things.get(resource))
              .flatMap(Thing::drift)
              .<Value>map(
                  policy ->
                      Value.map(Map.of("kiln", Value.map(Map.of("drift", Value.text(policy))))))
              .orElse(Value.MapOf.EMPTY));
    }

    @Override
    public Evaluated<Frame> child(String resource, Value.MapOf properties, String physicalName) {
      throw new IllegalStateException("the notation has no nested stacks");
    }

    @Override
    public Evaluated<Frame> unfolded(String resource, Content content, String physicalName) {
      throw new IllegalStateException("the notation has no groups");
    }

    @Override
    public SequencedMap<String, OutputDefinition> outputs() {
      return new LinkedHashMap<>();
    }

    @Override
    public Evaluated<Value> output(String name, References references) {
      throw new IllegalStateException("the notation has no outputs");
    }

    @Override
    public SequencedMap<String, Value> parameters() {
      return new LinkedHashMap<>();
    }
  }
}
