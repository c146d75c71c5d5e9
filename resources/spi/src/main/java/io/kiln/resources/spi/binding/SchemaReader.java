package io.kiln.resources.spi.binding;

import io.kiln.resources.spi.Allowed;
import io.kiln.resources.spi.Check;
import io.kiln.resources.spi.Immutable;
import io.kiln.resources.spi.Length;
import io.kiln.resources.spi.Obsolete;
import io.kiln.resources.spi.Pattern;
import io.kiln.resources.spi.Range;
import io.kiln.resources.spi.Sensitive;
import io.kiln.resources.spi.Stable;
import io.kiln.resources.spi.Updatable;
import io.kiln.templates.schema.AttributeSchema;
import io.kiln.templates.schema.Constraint;
import io.kiln.templates.schema.PropertySchema;
import io.kiln.templates.schema.SchemaType;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;

/** Reads schemas off annotated records. */
final class SchemaReader {

  private SchemaReader() {}

  static SequencedMap<String, PropertySchema> properties(RecordShape shape) {
    SequencedMap<String, PropertySchema> properties = new LinkedHashMap<>();
    shape.named().forEach(field -> properties.put(field.name(), property(field)));
    return properties;
  }

  static SequencedMap<String, AttributeSchema> attributes(RecordShape shape) {
    SequencedMap<String, AttributeSchema> attributes = new LinkedHashMap<>();
    for (Field field : shape.named()) {
      attributes.put(
          field.name(),
          new AttributeSchema(
              field.name(),
              field.shape().schemaType(),
              field.description(),
              field.has(Sensitive.class),
              field.has(Stable.class)));
    }
    return attributes;
  }

  private static PropertySchema property(Field field) {
    Shape shape = present(field.shape());
    boolean list = shape instanceof Shape.Items;
    List<Constraint> itemwise = itemwise(field, shape);
    List<Constraint> constraints = new ArrayList<>(list ? List.of() : itemwise);
    field.annotation(Length.class).map(SchemaReader::length).ifPresent(constraints::add);
    return PropertySchema.of(field.name(), shape.schemaType())
        .description(field.description())
        .required(field.required())
        .defaultValue(field.defaultValue())
        .updatable(field.has(Updatable.class))
        .immutable(field.has(Immutable.class))
        .sensitive(field.has(Sensitive.class))
        .obsolete(field.has(Obsolete.class))
        .constraints(constraints)
        .children(children(shape, itemwise))
        .build();
  }

  private static Shape present(Shape shape) {
    return shape instanceof Shape.Maybe(Shape inner) ? present(inner) : shape;
  }

  private static Map<String, PropertySchema> children(Shape shape, List<Constraint> itemwise) {
    return switch (shape) {
      case Shape.Nested(RecordShape nested) -> properties(nested);
      case Shape.Items(Shape item) -> Map.of("*", item(item, itemwise));
      case Shape.Text _,
          Shape.Whole _,
          Shape.Amount _,
          Shape.Truth _,
          Shape.Seconds _,
          Shape.Raw _,
          Shape.Maybe _,
          Shape.Entries _ ->
          Map.of();
    };
  }

  private static PropertySchema item(Shape item, List<Constraint> constraints) {
    return PropertySchema.of("*", item.schemaType())
        .constraints(constraints)
        .children(children(item, List.of()))
        .build();
  }

  /** Constraints that hold for each item when they stand at a list. */
  private static List<Constraint> itemwise(Field field, Shape shape) {
    SchemaType type =
        shape instanceof Shape.Items(Shape item) ? item.schemaType() : shape.schemaType();
    List<Constraint> constraints = new ArrayList<>();
    field.annotation(Range.class).map(SchemaReader::range).ifPresent(constraints::add);
    field
        .annotation(Allowed.class)
        .map(allowed -> allowed(allowed, type))
        .ifPresent(constraints::add);
    field
        .annotation(Pattern.class)
        .map(pattern -> new Constraint.AllowedPattern(pattern.value(), Optional.empty()))
        .ifPresent(constraints::add);
    field
        .annotation(Check.class)
        .map(check -> new Constraint.Custom(check.value(), Optional.empty()))
        .ifPresent(constraints::add);
    return constraints;
  }

  private static Constraint range(Range range) {
    return new Constraint.Range(
        Optional.of(range.min()).filter(min -> min != Long.MIN_VALUE).map(BigDecimal::valueOf),
        Optional.of(range.max()).filter(max -> max != Long.MAX_VALUE).map(BigDecimal::valueOf),
        Optional.empty());
  }

  private static Constraint length(Length length) {
    return new Constraint.Length(
        length.min() == 0 ? OptionalLong.empty() : OptionalLong.of(length.min()),
        length.max() == Integer.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(length.max()),
        Optional.empty());
  }

  private static Constraint allowed(Allowed allowed, SchemaType type) {
    boolean numeric = type == SchemaType.INTEGER || type == SchemaType.NUMBER;
    return new Constraint.AllowedValues(
        Arrays.stream(allowed.value())
            .map(
                text ->
                    numeric
                        ? new Value.Num(new BigDecimal(text), Value.nothing().mark())
                        : Value.text(text))
            .map(Value.class::cast)
            .toList(),
        Optional.empty());
  }
}
