package io.kiln.resources.spi.binding;

import io.kiln.resources.spi.ResourceType;
import io.kiln.templates.schema.ResourceSchema;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

  /** What the contract is parameterized with, by the class itself or by one it extends. */
  private static Type[] records(Class<?> plugin, Class<?> contract) {
    Map<Type, Type> known = new HashMap<>();
    for (Class<?> at = plugin; at != null; at = at.getSuperclass()) {
      for (Type declared : at.getGenericInterfaces()) {
        if (declared instanceof ParameterizedType generic && generic.getRawType() == contract) {
          Type[] records = known(generic, known);
          if (Arrays.stream(records).allMatch(Class.class::isInstance)) {
            return records;
          }
        }
      }
      if (at.getGenericSuperclass() instanceof ParameterizedType generic) {
        Type[] arguments = known(generic, known);
        Type[] variables = at.getSuperclass().getTypeParameters();
        for (int i = 0; i < variables.length; i++) {
          known.put(variables[i], arguments[i]);
        }
      }
    }
    throw new IllegalArgumentException(
        "%s must implement %s with two record classes"
            .formatted(plugin.getName(), contract.getSimpleName()));
  }

  private static Type[] known(ParameterizedType generic, Map<Type, Type> known) {
    return Arrays.stream(generic.getActualTypeArguments())
        .map(type -> known.getOrDefault(type, type))
        .toArray(Type[]::new);
  }
}
