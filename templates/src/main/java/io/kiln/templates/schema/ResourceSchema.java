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
}
