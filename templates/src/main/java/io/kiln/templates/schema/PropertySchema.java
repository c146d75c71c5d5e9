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

  /** One that can be left out and takes anything of its type; a change means replacement. */
  public static Builder of(String name, SchemaType type) {
    return new Builder(name, type);
  }

  /** What else is to be said of one; what is not said is no, or nothing. */
  public static final class Builder {

    private final String name;
    private final SchemaType type;
    private String description = "";
    private boolean required;
    private Optional<Value> defaultValue = Optional.empty();
    private boolean updatable;
    private boolean immutable;
    private boolean sensitive;
    private boolean obsolete;
    private List<Constraint> constraints = List.of();
    private Map<String, PropertySchema> children = Map.of();

    private Builder(String name, SchemaType type) {
      this.name = name;
      this.type = type;
    }

    public Builder description(String text) {
      description = text;
      return this;
    }

    public Builder required(boolean is) {
      required = is;
      return this;
    }

    public Builder defaultValue(Optional<Value> value) {
      defaultValue = value;
      return this;
    }

    public Builder updatable(boolean is) {
      updatable = is;
      return this;
    }

    public Builder immutable(boolean is) {
      immutable = is;
      return this;
    }

    public Builder sensitive(boolean is) {
      sensitive = is;
      return this;
    }

    public Builder obsolete(boolean is) {
      obsolete = is;
      return this;
    }

    public Builder constraints(List<Constraint> all) {
      constraints = all;
      return this;
    }

    public Builder children(Map<String, PropertySchema> all) {
      children = all;
      return this;
    }

    /** The schema. */
    public PropertySchema build() {
      return new PropertySchema(
          name,
          type,
          description,
          required,
          defaultValue,
          updatable,
          immutable,
          sensitive,
          obsolete,
          constraints,
          children);
    }
  }
}
