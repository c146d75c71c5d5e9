package io.kiln.templates.hot;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.parameter.ParameterType;
import io.kiln.templates.parameter.Patterns;
import io.kiln.templates.schema.Constraint;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.text.Node;
import io.kiln.templates.text.Section;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads the {@code constraints} of a parameter. */
final class ConstraintReader {

  private static final List<String> KINDS =
      List.of(
          "length", "range", "modulo", "allowed_values", "allowed_pattern", "custom_constraint");

  private final Section parameter;
  private final ParameterType type;
  private final HotVersion version;

  ConstraintReader(Section parameter, ParameterType type, HotVersion version) {
    this.parameter = parameter;
    this.type = type;
    this.version = version;
  }

  List<Constraint> read(Node node) {
    if (!(node instanceof Node.Sequence(List<Node> items, _))) {
      error("Invalid parameter constraints, expected a list", node.at());
      return List.of();
    }
    List<Constraint> constraints = new ArrayList<>();
    for (Node item : items) {
      if (item instanceof Node.Mapping map) {
        constraint(new Section(map, parameter.within("constraints"), parameter.findings()))
            .ifPresent(constraints::add);
      } else {
        error("Invalid parameter constraints, expected a mapping", item.at());
      }
    }
    return constraints;
  }

  private Optional<Constraint> constraint(Section one) {
    List<String> kinds = KINDS.stream().filter(one.entries()::containsKey).toList();
    List<String> known = new ArrayList<>(KINDS);
    known.add("description");
    one.only(known, "invalid-constraint", "Invalid key '%s' for parameter constraints");
    if (kinds.size() != 1) {
      if (one.entries().size() == kinds.size() || !kinds.isEmpty()) {
        error("A constraint must be of one kind: " + String.join(", ", KINDS), one.at());
      } else if (one.entries().keySet().equals(Set.of("description"))) {
        error("No constraint expressed", one.at());
      }
      return Optional.empty();
    }
    Optional<String> description = one.node("description").map(_ -> one.text("description"));
    String kind = kinds.getFirst();
    Optional<Node> node = one.node(kind);
    if (node.isEmpty()) {
      error("The constraint %s has no value".formatted(kind), one.at());
      return Optional.empty();
    }
    if (!applies(kind)) {
      error("%s constraint invalid for %s".formatted(kind, type.written()), node.get().at());
      return Optional.empty();
    }
    return switch (kind) {
      case "length" -> length(one, description);
      case "range" -> range(one, description);
      case "modulo" -> modulo(one, description);
      case "allowed_values" -> allowed(node.get(), description);
      case "allowed_pattern" -> pattern(one, node.get(), description);
      default -> Optional.of(new Constraint.Custom(one.text("custom_constraint"), description));
    };
  }

  private boolean applies(String kind) {
    return switch (kind) {
      case "length" ->
          Set.of(ParameterType.STRING, ParameterType.COMMA_DELIMITED_LIST, ParameterType.JSON)
              .contains(type);
      case "range" -> type == ParameterType.NUMBER;
      case "modulo" -> type == ParameterType.NUMBER && version.atLeast(HotVersion.OCATA);
      case "allowed_pattern" -> type == ParameterType.STRING;
      default -> true;
    };
  }

  private Optional<Constraint> length(Section one, Optional<String> description) {
    return bounds(one, "length")
        .map(
            bounds -> {
              bounds.only(List.of("min", "max"), "invalid-constraint", BAD_KEY);
              return new Constraint.Length(whole(bounds, "min"), whole(bounds, "max"), description);
            });
  }

  private static final String BAD_KEY = "Invalid key '%s' for constraint";

  private Optional<Constraint> range(Section one, Optional<String> description) {
    return bounds(one, "range")
        .map(
            bounds -> {
              bounds.only(List.of("min", "max"), "invalid-constraint", BAD_KEY);
              return new Constraint.Range(
                  number(bounds, "min"), number(bounds, "max"), description);
            });
  }

  private Optional<Constraint> modulo(Section one, Optional<String> description) {
    Optional<Section> bounds = bounds(one, "modulo");
    if (bounds.isEmpty()) {
      return Optional.empty();
    }
    bounds.get().only(List.of("step", "offset"), "invalid-constraint", BAD_KEY);
    long step = whole(bounds.get(), "step").orElse(0);
    long offset = whole(bounds.get(), "offset").orElse(0);
    if (step == 0) {
      error("step cannot be 0", bounds.get().at());
    } else if (Math.abs(offset) >= Math.abs(step)) {
      error("offset must be smaller (by absolute value) than step", bounds.get().at());
    } else if (offset != 0 && Long.signum(step) != Long.signum(offset)) {
      error("step and offset must be both positive or both negative", bounds.get().at());
    } else {
      return Optional.of(new Constraint.Modulo(step, offset, description));
    }
    return Optional.empty();
  }

  private Optional<Section> bounds(Section one, String kind) {
    return one.section(kind);
  }

  private OptionalLong whole(Section bounds, String key) {
    Optional<BigDecimal> number = number(bounds, key);
    if (number.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(number.get().longValueExact());
    } catch (ArithmeticException _) {
      error("%s must be a whole number".formatted(key), bounds.at());
      return OptionalLong.empty();
    }
  }

  private Optional<BigDecimal> number(Section bounds, String key) {
    Optional<Node> node = bounds.node(key);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    try {
      Value value = ParameterType.NUMBER.convert(node.get().value());
      return value instanceof Value.Num(BigDecimal number, _)
          ? Optional.of(number)
          : Optional.empty();
    } catch (io.kiln.templates.expression.Mistake wrong) {
      error("%s: %s".formatted(key, wrong.text()), node.get().at());
      return Optional.empty();
    }
  }

  private Optional<Constraint> allowed(Node node, Optional<String> description) {
    if (node.value() instanceof Value.ListOf(List<Value> values, _)) {
      return Optional.of(new Constraint.AllowedValues(values, description));
    }
    error("AllowedValues must be a list", node.at());
    return Optional.empty();
  }

  private Optional<Constraint> pattern(Section one, Node node, Optional<String> description) {
    String pattern = one.text("allowed_pattern");
    Optional<String> fault = Patterns.fault(pattern);
    if (fault.isPresent()) {
      error("The pattern \"%s\" is not understood: %s".formatted(pattern, fault.get()), node.at());
      return Optional.empty();
    }
    return Optional.of(new Constraint.AllowedPattern(pattern, description));
  }

  private void error(String message, SourceSpan at) {
    parameter.findings().error("invalid-constraint", message, parameter.within("constraints"), at);
  }
}
