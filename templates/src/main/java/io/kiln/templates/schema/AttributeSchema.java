package io.kiln.templates.schema;

/**
 * What one attribute of a resource type gives.
 *
 * @param sensitive the value is never shown
 * @param stable an update in place never changes it, so that a plan may rely on the present value
 */
public record AttributeSchema(
    String name, SchemaType type, String description, boolean sensitive, boolean stable) {}
