package io.kiln.simulation.template;

import io.kiln.templates.model.Content;
import io.kiln.templates.model.DeletionPolicy;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.OutputDefinition;
import io.kiln.templates.model.References;
import io.kiln.templates.model.ResolvedType;
import io.kiln.templates.model.ResourceDefinition;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** The stack inside a group. */
final class MembersFrame implements Frame {
  private final SequencedMap<String, Content.Member> members = new LinkedHashMap<>();
  private final SequencedMap<String, ResourceDefinition> resources = new LinkedHashMap<>();

  MembersFrame(Content.Members content) {
    for (Content.Member member : content.members()) {
      members.put(member.name(), member);
      resources.put(
          member.name(),
          BlueprintFrame.definition(member.name(), member.requires(), DeletionPolicy.DELETE));
    }
  }

  private Content.Member member(String name) {
    Content.Member member = members.get(name);
    if (member == null) {
      throw new IllegalArgumentException("no member " + name);
    }
    return member;
  }

  @Override
  public String description() {
    return "";
  }

  @Override
  public SequencedMap<String, ResourceDefinition> resources() {
    return resources;
  }

  @Override
  public ResolvedType type(String resource) {
    String type = member(resource).type();
    return new ResolvedType.Plugin(type, Types.schema(type));
  }

  @Override
  public Evaluated<Value.MapOf> properties(String resource, References references) {
    return Evaluated.of(member(resource).properties());
  }

  @Override
  public Evaluated<Value> metadata(String resource, References references) {
    return Evaluated.of(Value.MapOf.EMPTY);
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
  public Evaluated<Frame> child(String resource, Value.MapOf properties, String physicalName) {
    throw new IllegalStateException("members are no nested stacks here");
  }

  @Override
  public Evaluated<Frame> unfolded(String resource, Content content, String physicalName) {
    throw new IllegalStateException("members are no groups here");
  }

  @Override
  public SequencedMap<String, OutputDefinition> outputs() {
    return new LinkedHashMap<>();
  }

  @Override
  public Evaluated<Value> output(String name, References references) {
    throw new IllegalStateException("a group has no outputs here");
  }

  @Override
  public SequencedMap<String, Value> parameters() {
    return new LinkedHashMap<>();
  }
}
