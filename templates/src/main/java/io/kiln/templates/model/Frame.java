package io.kiln.templates.model;

import io.kiln.templates.value.Value;
import java.util.SequencedMap;
import java.util.Set;

/**
 * One template of a stack tree with its parameters settled: all that an engine asks of the
 * language. Frames are immutable and pure: equal questions get equal answers. Values that depend on
 * what does not exist yet come out {@link Value.Unknown}; nothing throws for a user's mistake.
 */
public interface Frame {

  /** The template's description, empty when it has none. */
  String description();

  /**
   * The resources to have, by name, in the order written: without those whose condition is false. A
   * resource whose condition is not known yet is among them.
   */
  SequencedMap<String, ResourceDefinition> resources();

  /** What a resource's type is after the registry. Known types only: others were diagnosed. */
  ResolvedType type(String resource);

  /**
   * A resource's properties under its schema: converted, constraints checked, defaults filled in,
   * nulls dropped. For a nested resource: its child's parameters as given.
   */
  Evaluated<Value.MapOf> properties(String resource, References references);

  /** A resource's metadata, {@code {}} when it has none. */
  Evaluated<Value> metadata(String resource, References references);

  /**
   * A resource's update policy ({@code update_policy}, {@code UpdatePolicy}), {@code {}} when it
   * has none: how the members of a group follow an update, in whatever words its type reads.
   */
  Evaluated<Value.MapOf> updatePolicy(String resource, References references);

  /**
   * A resource's {@code CreationPolicy}, {@code {}} when it has none: the signals to be heard
   * before it counts as made.
   */
  Evaluated<Value.MapOf> creationPolicy(String resource, References references);

  /**
   * The child template's frame, for a {@link ResolvedType.Nested} resource with these properties.
   */
  Evaluated<Frame> child(String resource, Value.MapOf properties, String physicalName);

  /**
   * The frame of what a group or the like holds. Members find their types as resources of a nested
   * stack do.
   */
  Evaluated<Frame> unfolded(String resource, Content content, String physicalName);

  /** The outputs by name, without those whose condition is false. */
  SequencedMap<String, OutputDefinition> outputs();

  /** The value of an output now. */
  Evaluated<Value> output(String name, References references);

  /** What the environment says about a resource: hooks and restrictions. */
  default ResourceRules rules(String resource) {
    return ResourceRules.NONE;
  }

  /** What the environment says about the stack as a whole; of a root frame. */
  default StackSettings settings() {
    return StackSettings.NONE;
  }

  /** The names of the parameters that an update must not change. */
  default Set<String> immutableParameters() {
    return Set.of();
  }

  /** All parameters with their values, pseudo parameters among them; hidden ones are sensitive. */
  SequencedMap<String, Value> parameters();
}
