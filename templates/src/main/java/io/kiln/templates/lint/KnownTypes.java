package io.kiln.templates.lint;

import io.kiln.templates.schema.PropertySchema;
import java.util.Optional;

/** What is known of the types that a text names. */
@FunctionalInterface
public interface KnownTypes {

  /** What a property of a type takes; nothing when either is not known. */
  Optional<PropertySchema> property(String type, String name);
}
