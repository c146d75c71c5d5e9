package io.kiln.templates.function;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code {str_split: [delimiter, text]}} or {@code {str_split: [delimiter, text, index]}}. */
final class StrSplit implements ValueFunction {

  private final String name;
  private final Availability availability;

  private StrSplit(String name, Availability availability) {
    this.name = name;
    this.availability = availability;
  }

  static StrSplit strSplit() {
    return new StrSplit("str_split", Availability.since(HotVersion.LIBERTY));
  }

  /** {@code Fn::Split}, which the first version took over from CloudFormation. */
  static StrSplit fnSplit() {
    return new StrSplit("Fn::Split", Availability.before(HotVersion.JUNO));
  }

  private static final String FORM = "[delimiter, string] or [delimiter, string, index]";

  @Override
  public String name() {
    return name;
  }

  @Override
  public String summary() {
    return "A function for splitting delimited strings into a list.";
  }

  @Override
  public Availability availability() {
    return availability;
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    List<Value> parts = site.list(argument, FORM);
    if (parts.size() < 2 || parts.size() > 3) {
      throw new Mistake("Arguments to \"%s\" must be of the form %s".formatted(name, FORM));
    }
    Optional<Value> open = site.unknown(parts);
    if (open.isPresent()) {
      return open.get();
    }
    String delimiter = site.text(parts.get(0), "The delimiter");
    if (delimiter.isEmpty()) {
      throw new Mistake("The delimiter of \"%s\" must not be empty".formatted(name));
    }
    if (parts.get(1) instanceof Value.Null) {
      return new Value.Null(site.mark(argument));
    }
    List<Value> pieces = pieces(site.text(parts.get(1), "The text"), delimiter, site, argument);
    if (parts.size() == 2) {
      return new Value.ListOf(pieces, site.mark(argument));
    }
    int index = index(parts.get(2));
    if (index < 0 || index >= pieces.size()) {
      throw new Mistake(
          "Incorrect index to \"str_split\" should be between 0 and %d"
              .formatted(pieces.size() - 1));
    }
    return pieces.get(index);
  }

  private static List<Value> pieces(String text, String delimiter, CallSite site, Value input) {
    List<Value> pieces = new ArrayList<>();
    var mark = site.mark(input);
    int from = 0;
    for (int hit = text.indexOf(delimiter); hit >= 0; hit = text.indexOf(delimiter, from)) {
      site.spend(16);
      pieces.add(new Value.Text(text.substring(from, hit), mark));
      from = hit + delimiter.length();
    }
    pieces.add(new Value.Text(text.substring(from), mark));
    return pieces;
  }

  private static int index(Value given) {
    String text = PythonText.of(given);
    if (!text.matches("-?[0-9]{1,9}")) {
      throw new Mistake("The index of \"str_split\" must be a whole number, not " + given);
    }
    return Integer.parseInt(text);
  }
}
