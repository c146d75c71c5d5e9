package io.kiln.resources.spi.binding;

import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Name;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Optional;

/** One component of a bound record. */
record Field(String name, RecordComponent component, Shape shape, Optional<Value> defaultValue) {

  static Field of(RecordComponent component) {
    Name given = component.getAnnotation(Name.class);
    String name = given == null ? snakeCase(component.getName()) : given.value();
    Default ifAbsent = component.getAnnotation(Default.class);
    component.getAccessor().setAccessible(true);
    return new Field(
        name,
        component,
        Shape.of(component.getGenericType()),
        Optional.ofNullable(ifAbsent).map(Default::value).map(Json::parse));
  }

  boolean has(Class<? extends Annotation> annotation) {
    return component.isAnnotationPresent(annotation);
  }

  <T extends Annotation> Optional<T> annotation(Class<T> type) {
    return Optional.ofNullable(component.getAnnotation(type));
  }

  boolean required() {
    return defaultValue.isEmpty() && !(shape instanceof Shape.Maybe);
  }

  String description() {
    return annotation(Doc.class).map(Doc::value).orElse("");
  }

  /** The component's value in a record. */
  Object of(Record instance) {
    Method accessor = component.getAccessor();
    try {
      return accessor.invoke(instance);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(accessor + " cannot be called", e);
    }
  }

  /** {@code imageOsHash2} becomes {@code image_os_hash2}. */
  static String snakeCase(String camelCase) {
    return camelCase.replaceAll("(?<=[a-z0-9])([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
