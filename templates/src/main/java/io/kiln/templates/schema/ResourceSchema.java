package io.kiln.templates.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * A resource type as the language sees it.
 *
 * @param type the canonical name, such as {@code Kiln::ContainerService}
 * @param anyProperty properties that the schema does not name are let through (OS::Heat::None)
 * @param anyAttribute every attribute name is answered (OS::Heat::None: with null)
 */
public record ResourceSchema(
    String type,
    String description,
    SequencedMap<String, PropertySchema> properties,
    SequencedMap<String, AttributeSchema> attributes,
    boolean anyProperty,
    boolean anyAttribute) {

  public ResourceSchema {
    properties = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(properties));
    attributes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(attributes));
  }

  /** The attributes that a template may name: the type's own, and what every type has. */
  public SequencedMap<String, AttributeSchema> everyAttribute() {
    SequencedMap<String, AttributeSchema> all = new LinkedHashMap<>(attributes);
    all.putIfAbsent(AttributeSchema.SHOW.name(), AttributeSchema.SHOW);
    return all;
  }

  /** The properties that are offered to whoever writes a template: those that are not obsolete. */
  public SequencedMap<String, PropertySchema> offeredProperties() {
    SequencedMap<String, PropertySchema> offered = new LinkedHashMap<>(properties);
    offered.values().removeIf(PropertySchema::obsolete);
    return offered;
  }
}
