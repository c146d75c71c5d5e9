package io.kiln.templates.function.cfn;

import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code {Fn::Split: [delimiter, text]}}. */
final class Split implements ValueFunction {

  private static final String FORM = "[delimiter, string]";

  @Override
  public String name() {
    return "Fn::Split";
  }

  @Override
  public String summary() {
    return "The parts of a text between delimiters, as a list.";
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    List<Value> parts = site.list(argument, FORM);
    if (parts.size() != 2) {
      throw new Mistake("Arguments to \"Fn::Split\" must be of the form " + FORM);
    }
    String delimiter = site.text(parts.getFirst(), "The delimiter");
    if (delimiter.isEmpty()) {
      throw new Mistake("The delimiter of \"Fn::Split\" must not be empty");
    }
    Optional<Value> open = site.unknown(parts);
    if (open.isPresent()) {
      return open.get();
    }
    String text = CfnText.of(parts.get(1), "The text", site);
    var mark = site.mark(argument);
    List<Value> pieces = new ArrayList<>();
    int from = 0;
    for (int hit = text.indexOf(delimiter); hit >= 0; hit = text.indexOf(delimiter, from)) {
      site.spend(16);
      pieces.add(new Value.Text(text.substring(from, hit), mark));
      from = hit + delimiter.length();
    }
    pieces.add(new Value.Text(text.substring(from), mark));
    return new Value.ListOf(pieces, mark);
  }
}
