package io.kiln.templates.schema;

import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one property of a resource type takes.
 *
 * @param updatable a change is applied in place; otherwise it means replacement
 * @param immutable a change is refused
 * @param sensitive the value is never shown
 * @param obsolete taken from old templates and offered to nobody (Heat's HIDDEN)
 * @param children properties of a map by name; for a list the schema of its items under {@code *};
 *     empty when anything goes
 */
public record PropertySchema(
    String name,
    SchemaType type,
    String description,
    boolean required,
    Optional<Value> defaultValue,
    boolean updatable,
    boolean immutable,
    boolean sensitive,
    boolean obsolete,
    List<Constraint> constraints,
    Map<String, PropertySchema> children) {

  public PropertySchema {
    constraints = List.copyOf(constraints);
    children = Map.copyOf(children);
  }

  /** One that is offered. */
  public PropertySchema(
      String name,
      SchemaType type,
      String description,
      boolean required,
      Optional<Value> defaultValue,
      boolean updatable,
      boolean immutable,
      boolean sensitive,
      List<Constraint> constraints,
      Map<String, PropertySchema> children) {
    this(
        name,
        type,
        description,
        required,
        defaultValue,
        updatable,
        immutable,
        sensitive,
        false,
        constraints,
        children);
  }
}
