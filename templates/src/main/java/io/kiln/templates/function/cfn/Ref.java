package io.kiln.templates.function.cfn;

import io.kiln.templates.expression.Absent;
import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Expr;
import io.kiln.templates.expression.ExprReader;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.text.Node;
import io.kiln.templates.value.Value;
import java.util.Optional;

/**
 * {@code {Ref: name}}: a parameter's value or a resource's reference; {@code AWS::NoValue} leaves
 * out what it stands in.
 */
final class Ref implements ValueFunction {

  private static final String NO_VALUE = "AWS::NoValue";

  private final Names names;
  private final Extensions extensions;

  Ref(Names names, Extensions extensions) {
    this.names = names;
    this.extensions = extensions;
  }

  @Override
  public String name() {
    return "Ref";
  }

  @Override
  public String summary() {
    return "The value of a parameter, or what a resource is referred to by.";
  }

  @Override
  public Expr argument(Node node, ExprReader reader) {
    extensions.literal(node, "The name that Ref is given", reader);
    return reader.value(node);
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    String name = CfnText.of(argument, "The name", site);
    if (name.equals(NO_VALUE)) {
      return Absent.VALUE;
    }
    Optional<Value> parameter = site.scope().parameter(name);
    if (parameter.isPresent()) {
      return site.marked(parameter.get(), parameter.get());
    }
    return names.resource(name, site);
  }
}
