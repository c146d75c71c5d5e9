package io.kiln.lint;

import io.kiln.templates.environment.Names;
import io.kiln.templates.lint.KnownTypes;
import io.kiln.templates.parameter.ParameterType;
import io.kiln.templates.schema.PropertySchema;
import io.kiln.templates.schema.TypeCatalog;
import io.kiln.templates.text.Node;
import java.util.Optional;

/** The types a text may name: those that ship, and templates by their files. */
record TypesBeside(TypeCatalog catalog, Shelf shelf, String base) implements KnownTypes {

  @Override
  public Optional<PropertySchema> property(String type, String name) {
    if (!Names.isTemplate(type)) {
      return catalog.find(type).map(schema -> schema.properties().get(name));
    }
    return Closure.found(shelf, base, type)
        .flatMap(shelf::document)
        .flatMap(Shelf.Document::root)
        .flatMap(root -> parameterType(root, name))
        .map(given -> PropertySchema.of(name, given.schemaType()).updatable(true).build());
  }

  /** The type that a template gives a parameter. */
  static Optional<ParameterType> parameterType(Node root, String name) {
    return below(root, "parameters")
        .or(() -> below(root, "Parameters"))
        .flatMap(parameters -> below(parameters, name))
        .flatMap(parameter -> below(parameter, "type").or(() -> below(parameter, "Type")))
        .filter(Node.Scalar.class::isInstance)
        .flatMap(node -> ParameterType.of(((Node.Scalar) node).raw()));
  }

  private static Optional<Node> below(Node node, String key) {
    return node instanceof Node.Mapping map ? map.get(key) : Optional.empty();
  }
}
