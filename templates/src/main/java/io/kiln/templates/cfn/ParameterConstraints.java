package io.kiln.templates.cfn;

import io.kiln.templates.dialect.CfnDialect;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.parameter.ParameterForm;
import io.kiln.templates.parameter.ParameterType;
import io.kiln.templates.parameter.Patterns;
import io.kiln.templates.schema.Constraint;
import io.kiln.templates.text.Node;
import io.kiln.templates.text.Section;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads what a parameter's value must satisfy: in CloudFormation keys of the parameter itself. */
final class ParameterConstraints {

  private final Section parameter;
  private final ParameterForm form;
  private final ParameterType type;
  private final boolean whole;
  private final Optional<String> description;

  ParameterConstraints(Section parameter, ParameterForm form, CfnDialect dialect) {
    this.parameter = parameter;
    this.form = form;
    this.type = form.kept() ? ParameterType.STRING : form.type();
    this.whole = dialect == CfnDialect.AWS;
    this.description =
        parameter.node("ConstraintDescription").map(_ -> parameter.text("ConstraintDescription"));
  }

  List<Constraint> read() {
    List<Constraint> constraints = new ArrayList<>();
    boolean counted = type != ParameterType.NUMBER && type != ParameterType.BOOLEAN;
    if (given(List.of("MinLength", "MaxLength"), counted)) {
      constraints.add(new Constraint.Length(whole("MinLength"), whole("MaxLength"), description));
    }
    if (given(List.of("MinValue", "MaxValue"), type == ParameterType.NUMBER)) {
      constraints.add(new Constraint.Range(number("MinValue"), number("MaxValue"), description));
    }
    allowed().ifPresent(constraints::add);
    boolean text = type == ParameterType.STRING || type == ParameterType.COMMA_DELIMITED_LIST;
    if (given(List.of("AllowedPattern"), text)) {
      pattern().ifPresent(constraints::add);
    }
    return constraints;
  }

  /** Whether any of the keys is there and fits the type. */
  private boolean given(List<String> keys, boolean applies) {
    List<String> present = keys.stream().filter(key -> parameter.node(key).isPresent()).toList();
    if (!applies) {
      present.forEach(
          key ->
              error(
                  "%s constraint invalid for %s".formatted(key, type.shown()),
                  key,
                  parameter.node(key).orElseThrow()));
    }
    return applies && !present.isEmpty();
  }

  private OptionalLong whole(String key) {
    Optional<BigDecimal> number = number(key);
    if (number.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(number.get().longValueExact());
    } catch (ArithmeticException _) {
      error("%s must be a whole number".formatted(key), key, parameter.node(key).orElseThrow());
      return OptionalLong.empty();
    }
  }

  private Optional<BigDecimal> number(String key) {
    Optional<Node> node = parameter.node(key);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    try {
      Value value = ParameterType.NUMBER.convert(node.get().value());
      return value instanceof Value.Num(BigDecimal number, _)
          ? Optional.of(number)
          : Optional.empty();
    } catch (Mistake wrong) {
      error("%s: %s".formatted(key, wrong.text()), key, node.get());
      return Optional.empty();
    }
  }

  private Optional<Constraint> allowed() {
    Optional<Node> node = parameter.node("AllowedValues");
    if (node.isPresent() && !(node.get() instanceof Node.Sequence)) {
      error("AllowedValues must be a list", "AllowedValues", node.get());
      return Optional.empty();
    }
    return node.map(
        found ->
            new Constraint.AllowedValues(
                ((Value.ListOf) found.value()).items().stream().map(form::allowed).toList(),
                description));
  }

  private Optional<Constraint> pattern() {
    String pattern = parameter.text("AllowedPattern");
    Optional<String> fault = Patterns.fault(pattern);
    if (fault.isPresent()) {
      error(
          "The pattern \"%s\" is not understood: %s".formatted(pattern, fault.get()),
          "AllowedPattern",
          parameter.node("AllowedPattern").orElseThrow());
      return Optional.empty();
    }
    return Optional.of(new Constraint.AllowedPattern(pattern, whole, description));
  }

  private void error(String message, String key, Node at) {
    parameter.findings().error("invalid-constraint", message, parameter.within(key), at.at());
  }
}
