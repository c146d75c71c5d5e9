package io.kiln.templates.model;

import io.kiln.templates.schema.ResourceSchema;

/** What a type name came to after the environment's registry. */
public sealed interface ResolvedType {

  /** The name to show for it: a plugin's canonical name, or the child template's file. */
  String name();

  /** Made by a plugin. */
  record Plugin(String name, ResourceSchema schema) implements ResolvedType {}

  /** A provider template: the resource is a stack of its own, unfolded in the same graph. */
  record Nested(String name) implements ResolvedType {}
}
