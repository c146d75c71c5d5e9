package io.kiln.simulation.template;

import io.kiln.resources.spi.Rolling;
import io.kiln.templates.model.Content;
import io.kiln.templates.model.DeletionPolicy;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.OutputDefinition;
import io.kiln.templates.model.References;
import io.kiln.templates.model.ResolvedType;
import io.kiln.templates.model.ResourceDefinition;
import io.kiln.templates.model.ResourceRules;
import io.kiln.templates.model.ResourceRules.Restriction;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** A {@link Blueprint} as the engine asks it. */
public final class BlueprintFrame implements Frame {
  private final Blueprint blueprint;
  private final SequencedMap<String, Value> parameters;
  private final boolean ordered;
  private final SequencedMap<String, ResourceDefinition> resources = new LinkedHashMap<>();

  /**
   * @param ordered whether it tells what a resource requires, as a frame must
   */
  public BlueprintFrame(Blueprint blueprint, Map<String, Value> parameters, boolean ordered) {
    this.blueprint = blueprint;
    this.parameters = new LinkedHashMap<>(parameters);
    this.ordered = ordered;
    blueprint
        .parts()
        .forEach(
            (name, part) ->
                resources.put(
                    name,
                    definition(name, ordered ? part.requires() : new TreeSet<>(), part.policy())));
  }

  /** The parts that it is made of. */
  public Blueprint blueprint() {
    return blueprint;
  }

  static ResourceDefinition definition(
      String name, SortedSet<String> requires, DeletionPolicy policy) {
    return new ResourceDefinition(
        name, "", SourceSpan.NOWHERE, requires, policy, Optional.empty(), Optional.empty(), "");
  }

  private Part part(String name) {
    Part part = blueprint.parts().get(name);
    if (part == null) {
      throw new IllegalArgumentException("no resource " + name);
    }
    return part;
  }

  @Override
  public String description() {
    return "";
  }

  @Override
  public SequencedMap<String, ResourceDefinition> resources() {
    return Collections.unmodifiableSequencedMap(resources);
  }

  @Override
  public ResolvedType type(String resource) {
    return switch (part(resource)) {
      case Part.Leaf leaf -> new ResolvedType.Plugin(leaf.type(), Types.schema(leaf.type()));
      case Part.Inner _ -> new ResolvedType.Nested("inner.yaml");
      case Part.Many _ -> new ResolvedType.Plugin(Types.MANY, Types.schema(Types.MANY));
    };
  }

  @Override
  public Evaluated<Value.MapOf> properties(String resource, References references) {
    Part part = part(resource);
    Value.MapOf given = values(part.given(), references);
    return Evaluated.of(
        switch (part) {
          case Part.Leaf _, Part.Inner _ -> given;
          case Part.Many many -> {
            var properties = new LinkedHashMap<String, Value>();
            properties.put("count", Value.number(many.count()));
            properties.put("of", Value.text(many.of()));
            properties.put("with", given);
            yield Value.map(properties);
          }
        });
  }

  private Value.MapOf values(SequencedMap<String, Given> given, References references) {
    var values = new LinkedHashMap<String, Value>();
    given.forEach(
        (name, what) -> {
          Value value = what.value(parameters, references);
          if (!(value instanceof Value.Null) && !name.equals(Types.HOOK)) {
            values.put(name, value);
          }
        });
    return Value.map(values);
  }

  @Override
  public ResourceRules rules(String resource) {
    return new ResourceRules(
        part(resource).hook().map(Set::of).orElseGet(Set::of), Set.<Restriction>of());
  }

  @Override
  public Evaluated<Value> metadata(String resource, References references) {
    return Evaluated.of(Value.MapOf.EMPTY);
  }

  @Override
  public Evaluated<Value.MapOf> updatePolicy(String resource, References references) {
    var policy = new LinkedHashMap<String, Value>();
    if (part(resource) instanceof Part.Many many && many.rolling().isPresent()) {
      Rolling rolling = many.rolling().get();
      policy.put("min", Value.number(rolling.minInService()));
      policy.put("max", Value.number(rolling.maxBatchSize()));
      policy.put("pause", Value.number(rolling.pause().toSeconds()));
    }
    return Evaluated.of(Value.map(policy));
  }

  @Override
  public Evaluated<Value.MapOf> creationPolicy(String resource, References references) {
    return Evaluated.of(Value.MapOf.EMPTY);
  }

  @Override
  public Evaluated<Frame> child(String resource, Value.MapOf properties, String physicalName) {
    if (part(resource) instanceof Part.Inner inner) {
      return Evaluated.of(new BlueprintFrame(inner.content(), properties.entries(), ordered));
    }
    throw new IllegalStateException(resource + " is no nested stack");
  }

  @Override
  public Evaluated<Frame> unfolded(String resource, Content content, String physicalName) {
    if (content instanceof Content.Members members) {
      return Evaluated.of(new MembersFrame(members));
    }
    throw new IllegalStateException("groups of the simulated world have members only");
  }

  @Override
  public SequencedMap<String, OutputDefinition> outputs() {
    var outputs = new LinkedHashMap<String, OutputDefinition>();
    if (!blueprint.speaker().isEmpty()) {
      outputs.put(
          Blueprint.OUTPUT,
          new OutputDefinition(Blueprint.OUTPUT, "", SourceSpan.NOWHERE, Optional.empty()));
    }
    return outputs;
  }

  @Override
  public Evaluated<Value> output(String name, References references) {
    return Evaluated.of(references.reference(blueprint.speaker()));
  }

  @Override
  public SequencedMap<String, Value> parameters() {
    return Collections.unmodifiableSequencedMap(parameters);
  }
}
