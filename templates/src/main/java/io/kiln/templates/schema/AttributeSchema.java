package io.kiln.templates.schema;

/**
 * What one attribute of a resource type gives.
 *
 * @param sensitive the value is never shown
 * @param stable an update in place never changes it, so that a plan may rely on the present value
 */
public record AttributeSchema(
    String name, SchemaType type, String description, boolean sensitive, boolean stable) {

  /**
   * What Heat gives every type without being asked ({@code Resource.base_attributes_schema}): the
   * thing as the service that has it would show it. Kiln's types stand for nothing in another
   * service, so it is null, as it is for {@code OS::Heat} types in Heat.
   */
  public static final AttributeSchema SHOW =
      new AttributeSchema(
          "show", SchemaType.MAP, "Detailed information about resource.", false, true);
}
