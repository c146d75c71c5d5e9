package io.kiln.templates.jsonschema;

import io.kiln.templates.schema.PropertySchema;
import io.kiln.templates.schema.ResourceSchema;
import io.kiln.templates.schema.TypeCatalog;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The properties of all known resource types, and the choice among them by a resource's type. */
final class TypeForms {

  private final TypeCatalog catalog;
  private final boolean loops;

  /**
   * Forms of these types.
   *
   * @param loops keys of {@code Fn::ForEach} may stand among properties
   */
  TypeForms(TypeCatalog catalog, boolean loops) {
    this.catalog = catalog;
    this.loops = loops;
  }

  /** Adds a definition of each type's properties. */
  void define(Keys definitions) {
    for (String type : catalog.types()) {
      catalog.find(type).ifPresent(schema -> definitions.and(definition(type), properties(schema)));
    }
  }

  private static String definition(String type) {
    return type.replace("::", ".");
  }

  /**
   * For each type: where a resource names it, its properties count.
   *
   * @param existing the key that makes properties needless, as what it names exists already
   */
  Value chosen(String typeKey, String propertiesKey, Optional<String> existing) {
    List<Value> all = new ArrayList<>();
    for (String type : catalog.types()) {
      Keys then = Keys.of("properties", Keys.of(propertiesKey, Keys.ref(definition(type))).value());
      if (catalog.find(type).stream()
          .flatMap(schema -> schema.properties().values().stream())
          .anyMatch(TypeForms::required)) {
        List<Value> either = new ArrayList<>(List.of(needs(propertiesKey)));
        existing.ifPresent(key -> either.add(needs(key)));
        then.and("anyOf", Value.list(either));
      }
      Value names = Keys.oneOfTexts(catalog.names(type).stream());
      all.add(
          Keys.of("if", Keys.of("properties", Keys.of(typeKey, names).value()).value())
              .and("then", then.value())
              .value());
    }
    return Value.list(all);
  }

  private static Value needs(String key) {
    return Keys.of("required", Keys.texts(List.of(key))).value();
  }

  private static boolean required(PropertySchema property) {
    return property.required() && property.defaultValue().isEmpty();
  }

  private Value properties(ResourceSchema schema) {
    Keys properties = Keys.empty();
    schema
        .properties()
        .forEach((name, property) -> properties.and(name, PropertyForm.of(property)));
    Keys form =
        Keys.type("object", "null")
            .described(schema.description())
            .and("properties", properties.value());
    List<String> required =
        schema.properties().values().stream()
            .filter(TypeForms::required)
            .map(PropertySchema::name)
            .toList();
    if (!required.isEmpty()) {
      form.and("required", Keys.texts(required));
    }
    if (loops) {
      form.and("patternProperties", Keys.of("^Fn::ForEach::", Keys.ANYTHING).value());
    }
    if (!schema.anyProperty()) {
      form.closed();
    }
    return Keys.anyOf(Keys.ref("function"), form.value());
  }
}
