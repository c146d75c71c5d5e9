package io.kiln.templates.function;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** {@code {Fn::Replace: [{old: new}, text]}}: Heat's own, the forerunner of str_replace. */
final class FnReplace implements ValueFunction {

  @Override
  public String name() {
    return "Fn::Replace";
  }

  @Override
  public String summary() {
    return "A function for performing string substitutions.";
  }

  @Override
  public Availability availability() {
    return Availability.before(HotVersion.JUNO);
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    List<Value> parts = site.list(argument, "[{old: new}, text]");
    if (parts.size() != 2) {
      throw new Mistake("Arguments to \"Fn::Replace\" must be of the form [{old: new}, text]");
    }
    Optional<Value> open = site.unknown(parts);
    if (open.isPresent()) {
      return open.get();
    }
    SequencedMap<String, Value> pairs = site.map(parts.getFirst(), "[{old: new}, text]");
    Map<String, String> texts = new LinkedHashMap<>();
    pairs.forEach(
        (key, value) -> {
          if (key.isEmpty() || value instanceof Value.ListOf || value instanceof Value.MapOf) {
            throw new Mistake("\"Fn::Replace\" replaces texts by strings or numbers only");
          }
          texts.put(key, value instanceof Value.Null ? "" : PythonText.of(value));
        });
    String text = site.text(parts.get(1), "The text");
    return new Value.Text(
        Replacement.replace(text, texts, site::spend).text(), site.mark(argument));
  }
}
