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
    if (parts.size() < 2) {
      throw new Mistake("Arguments to \"%s\" must be of the form %s".formatted(name, FORM));
    }
    Optional<Value> open = site.unknown(parts);
    if (open.isPresent()) {
      return open.get();
    }
    if (parts.size() > 3) {
      site.warn("unused-argument", "\"%s\" takes three arguments at most".formatted(name));
    }
    if (parts.get(1) instanceof Value.Null) {
      return new Value.Null(site.mark(argument));
    }
    String text = site.text(parts.get(1), "The text");
    List<Value> pieces =
        parts.getFirst() instanceof Value.Null
            ? words(text, site, argument)
            : pieces(text, delimiter(parts.getFirst(), site), site, argument);
    if (parts.size() == 2) {
      return new Value.ListOf(pieces, site.mark(argument));
    }
    int index = index(parts.get(2));
    int place = index < 0 ? index + pieces.size() : index;
    if (place < 0 || place >= pieces.size()) {
      throw new Mistake(
          "Incorrect index to \"%s\" should be between 0 and %d"
              .formatted(name, pieces.size() - 1));
    }
    return pieces.get(place);
  }

  private String delimiter(Value given, CallSite site) {
    String delimiter = site.text(given, "The delimiter");
    if (delimiter.isEmpty()) {
      throw new Mistake("The delimiter of \"%s\" must not be empty".formatted(name));
    }
    return delimiter;
  }

  /** Without a delimiter Python splits at blanks, however many. */
  private static List<Value> words(String text, CallSite site, Value input) {
    var mark = site.mark(input);
    List<Value> words = new ArrayList<>();
    for (String word : text.strip().split("\\s+")) {
      site.spend(16);
      if (!word.isEmpty()) {
        words.add(new Value.Text(word, mark));
      }
    }
    return words;
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

  private int index(Value given) {
    return PythonInt.of(given)
        .orElseThrow(
            () ->
                new Mistake(
                    "The index of \"%s\" must be a whole number, not %s".formatted(name, given)));
  }
}
