package io.kiln.resources.spi.binding;

import io.kiln.resources.spi.Dynamic;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record class taken apart once, so that values can be read into it and written from it. */
record RecordShape(Constructor<?> constructor, List<Field> fields) {

  static RecordShape of(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    if (components == null) {
      throw new IllegalArgumentException(type.getName() + " is not a record");
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      // Plugins keep their records package-private.
      constructor.setAccessible(true);
      return new RecordShape(constructor, Arrays.stream(components).map(Field::of).toList());
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type.getName() + " has no canonical constructor", e);
    }
  }

  /** The fields that the schema lists. */
  List<Field> named() {
    return fields.stream().filter(field -> !field.has(Dynamic.class)).toList();
  }

  /** Calls the canonical constructor; what it refuses is a mistake in the values given. */
  Object make(@Nullable Object[] arguments, String path) {
    try {
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw new UnboundValueException(path, String.valueOf(refused.getMessage()), refused);
      }
      throw new IllegalStateException(constructor + " failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(constructor + " cannot be called", e);
    }
  }
}
