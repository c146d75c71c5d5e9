package io.kiln.templates.function.cfn;

import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Expr;
import io.kiln.templates.expression.ExprReader;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.text.Node;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * {@code {Fn::GetAtt: [resource, attribute]}}; in CloudFormation of today also {@code
 * resource.attribute}, where the first dot parts and the attribute may have more of them.
 */
final class GetAtt implements ValueFunction {

  private final Names names;
  private final Extensions extensions;
  private final boolean dotted;

  private GetAtt(Names names, Extensions extensions, boolean dotted) {
    this.names = names;
    this.extensions = extensions;
    this.dotted = dotted;
  }

  static GetAtt today(Names names, Extensions extensions) {
    return new GetAtt(names, extensions, true);
  }

  /** Heat's: no text with a dot, and functions anywhere. */
  static GetAtt ofHeat() {
    return new GetAtt(Names.ALL, Extensions.LENIENT, false);
  }

  @Override
  public String name() {
    return "Fn::GetAtt";
  }

  @Override
  public String summary() {
    return "The value of an attribute of a resource.";
  }

  @Override
  public Expr argument(Node node, ExprReader reader) {
    if (node instanceof Node.Sequence(List<Node> parts, _)) {
      for (int i = 0; i < parts.size(); i++) {
        extensions.only(
            i == 0 ? List.of() : List.of("Ref"),
            parts.get(i),
            i == 0 ? "The resource name of Fn::GetAtt" : "The attribute name of Fn::GetAtt",
            reader);
      }
    } else {
      extensions.literal(node, "Fn::GetAtt", reader);
    }
    return reader.value(node);
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    if (argument instanceof Value.Text(String text, _) && dotted) {
      int dot = text.indexOf('.');
      if (dot < 1 || dot == text.length() - 1) {
        throw new Mistake(
            "Arguments to \"Fn::GetAtt\" must be of the form resource.attribute, not \"%s\""
                .formatted(text));
      }
      return names.attribute(text.substring(0, dot), text.substring(dot + 1), site);
    }
    String form = "[resource_name, attribute]";
    List<Value> parts = site.list(argument, form);
    if (parts.size() != 2) {
      throw new Mistake("Arguments to \"Fn::GetAtt\" must be of the form " + form);
    }
    String resource = "";
    if (!(parts.getFirst() instanceof Value.Unknown)) {
      resource = CfnText.of(parts.getFirst(), "The resource name", site);
      site.attributes(resource);
    }
    Optional<Value> open = site.unknown(parts);
    return open.isPresent()
        ? open.get()
        : names.attribute(resource, CfnText.of(parts.get(1), "The attribute name", site), site);
  }
}
