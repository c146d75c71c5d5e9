package io.kiln.templates.function.cfn;

import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code {Fn::Join: [delimiter, list]}}. */
final class Join implements ValueFunction {

  private static final String FORM = "[delimiter, list]";

  @Override
  public String name() {
    return "Fn::Join";
  }

  @Override
  public String summary() {
    return "The texts of a list, one after the other, with a delimiter between them.";
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    List<Value> parts = site.list(argument, FORM);
    if (parts.size() != 2) {
      throw new Mistake("Arguments to \"Fn::Join\" must be of the form " + FORM);
    }
    String delimiter = site.text(parts.getFirst(), "The delimiter");
    if (!(parts.get(1) instanceof Value.ListOf || parts.get(1) instanceof Value.Unknown)) {
      throw new Mistake(
          "\"Fn::Join\" must operate on a list, not on %s".formatted(CfnText.kind(parts.get(1))));
    }
    Optional<Value> open = site.unknown(parts);
    if (open.isPresent()) {
      return open.get();
    }
    List<String> texts = new ArrayList<>();
    for (Value item : site.list(parts.get(1), FORM)) {
      String text = item instanceof Value.Null ? "" : CfnText.of(item, "An item", site);
      site.spend(text.length() + delimiter.length());
      texts.add(text);
    }
    return new Value.Text(String.join(delimiter, texts), site.mark(argument));
  }
}
