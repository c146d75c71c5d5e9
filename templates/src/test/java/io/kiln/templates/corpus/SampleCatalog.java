package io.kiln.templates.corpus;

import io.kiln.templates.schema.AttributeSchema;
import io.kiln.templates.schema.Constraint;
import io.kiln.templates.schema.PropertySchema;
import io.kiln.templates.schema.ResourceSchema;
import io.kiln.templates.schema.SchemaType;
import io.kiln.templates.schema.TypeCatalog;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The types that the golden files use: small ones of Heat, and one with every kind of property. */
public final class SampleCatalog implements TypeCatalog {

  private final TreeMap<String, ResourceSchema> types = new TreeMap<>();

  public SampleCatalog() {
    add(schema("OS::Heat::None", List.of(), List.of(), true));
    add(
        schema(
            "OS::Heat::Value",
            List.of(
                required("value", SchemaType.ANY, true),
                of(
                    "type",
                    SchemaType.STRING,
                    List.of(
                        new Constraint.AllowedValues(
                            List.of(
                                Value.text("string"),
                                Value.text("number"),
                                Value.text("comma_delimited_list"),
                                Value.text("json"),
                                Value.text("boolean")),
                            Optional.empty())))),
            List.of("value"),
            false));
    add(
        schema(
            "OS::Heat::RandomString",
            List.of(
                PropertySchema.of("length", SchemaType.INTEGER)
                    .defaultValue(Optional.of(Value.number(32)))
                    .constraints(List.of(range(1, 512)))
                    .build(),
                of("salt", SchemaType.STRING, List.of())),
            List.of("value"),
            false));
    add(
        schema(
            "Test::Everything",
            List.of(
                required("name", SchemaType.STRING, false),
                of("count", SchemaType.INTEGER, List.of(range(0, 10))),
                of("ratio", SchemaType.NUMBER, List.of()),
                of("on", SchemaType.BOOLEAN, List.of()),
                of("tags", SchemaType.LIST, List.of()),
                of("labels", SchemaType.MAP, List.of()),
                of("anything", SchemaType.ANY, List.of()),
                of(
                    "pattern",
                    SchemaType.STRING,
                    List.of(new Constraint.AllowedPattern("[a-z]+", Optional.empty()))),
                PropertySchema.of("secret", SchemaType.STRING)
                    .updatable(true)
                    .sensitive(true)
                    .build(),
                PropertySchema.of("ports", SchemaType.LIST)
                    .updatable(true)
                    .children(
                        Map.of(
                            "*",
                            PropertySchema.of("*", SchemaType.MAP)
                                .updatable(true)
                                .children(
                                    Map.of(
                                        "number",
                                        required("number", SchemaType.INTEGER, true),
                                        "protocol",
                                        of("protocol", SchemaType.STRING, List.of())))
                                .build()))
                    .build()),
            List.of("address", "name"),
            false));
  }

  private void add(ResourceSchema schema) {
    types.put(schema.type(), schema);
  }

  private static Constraint range(int min, int max) {
    return new Constraint.Range(
        Optional.of(BigDecimal.valueOf(min)),
        Optional.of(BigDecimal.valueOf(max)),
        Optional.empty());
  }

  private static PropertySchema of(String name, SchemaType type, List<Constraint> constraints) {
    return PropertySchema.of(name, type).updatable(true).constraints(constraints).build();
  }

  private static PropertySchema required(String name, SchemaType type, boolean updatable) {
    return PropertySchema.of(name, type).required(true).updatable(updatable).build();
  }

  private static ResourceSchema schema(
      String type, List<PropertySchema> properties, List<String> attributes, boolean any) {
    SequencedMap<String, PropertySchema> byName = new LinkedHashMap<>();
    properties.forEach(property -> byName.put(property.name(), property));
    SequencedMap<String, AttributeSchema> answers = new LinkedHashMap<>();
    attributes.forEach(
        name -> answers.put(name, new AttributeSchema(name, SchemaType.ANY, "", false, true)));
    return new ResourceSchema(type, "", byName, answers, any, any);
  }

  @Override
  public Optional<ResourceSchema> find(String type) {
    return Optional.ofNullable(types.get(type));
  }

  @Override
  public SortedSet<String> types() {
    return new TreeSet<>(types.keySet());
  }

  @Override
  public boolean hasCheck(String constraint) {
    return constraint.equals("test_constr");
  }

  @Override
  public Optional<String> check(String constraint, Value value) {
    return value.equals(Value.text("good"))
        ? Optional.empty()
        : Optional.of("\"%s\" does not validate %s".formatted(value, constraint));
  }
}
