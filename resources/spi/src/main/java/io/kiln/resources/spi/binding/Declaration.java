package io.kiln.resources.spi.binding;

import io.kiln.resources.spi.ResourceType;
import io.kiln.templates.schema.ResourceSchema;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a plugin's class says of itself: its annotation, and the records that its contract is
 * parameterized with.
 *
 * @param names the canonical name and the aliases
 */
record Declaration<P extends Record, A extends Record>(
    ResourceType type,
    RecordBinding<P> properties,
    RecordBinding<A> attributes,
    ResourceSchema schema,
    Set<String> names) {

  /**
   * Reads a class.
   *
   * @param contract the generic interface it implements with two records
   * @throws IllegalArgumentException when the class lacks {@link ResourceType}, does not say its
   *     records, or these have components that cannot be bound: a fault of the plugin
   */
  static <P extends Record, A extends Record> Declaration<P, A> of(
      Class<?> plugin, Class<?> contract) {
    ResourceType type = plugin.getAnnotation(ResourceType.class);
    if (type == null) {
      throw new IllegalArgumentException(plugin.getName() + " carries no @ResourceType");
    }
    Type[] records = records(plugin, contract);
    @SuppressWarnings("unchecked") // Its first argument is P by the contract's own declaration.
    RecordBinding<P> properties = RecordBinding.of((Class<P>) records[0]);
    @SuppressWarnings("unchecked") // And the second is A.
    RecordBinding<A> attributes = RecordBinding.of((Class<A>) records[1]);
    Set<String> names = new LinkedHashSet<>(List.of(type.value()));
    names.addAll(Arrays.asList(type.aliases()));
    return new Declaration<>(
        type,
        properties,
        attributes,
        new ResourceSchema(
            type.value(),
            type.doc(),
            properties.properties(),
            attributes.attributes(),
            type.anyProperty(),
            type.anyAttribute()),
        Collections.unmodifiableSet(names));
  }

  private static Type[] records(Class<?> plugin, Class<?> contract) {
    return Arrays.stream(plugin.getGenericInterfaces())
        .filter(ParameterizedType.class::isInstance)
        .map(ParameterizedType.class::cast)
        .filter(generic -> generic.getRawType() == contract)
        .map(ParameterizedType::getActualTypeArguments)
        .filter(arguments -> Arrays.stream(arguments).allMatch(Class.class::isInstance))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s must implement %s with two record classes"
                        .formatted(plugin.getName(), contract.getSimpleName())));
  }
}
