package io.kiln.templates.function;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.value.PythonEquality;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Optional;

/** {@code {contains: [value, list or text]}}. */
final class Contains implements ValueFunction {

  @Override
  public String name() {
    return "contains";
  }

  @Override
  public String summary() {
    return "A function for checking whether specific value is in sequence.";
  }

  @Override
  public Availability availability() {
    return Availability.since(HotVersion.PIKE).andConditions(HotVersion.PIKE);
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    List<Value> parts = site.list(argument, "[value, sequence]");
    if (parts.size() != 2) {
      throw new Mistake(
          "Arguments to \"contains\" must be of the form: [value1, [value1, value2]]");
    }
    Optional<Value> open = site.unknown(parts);
    if (open.isPresent()) {
      return open.get();
    }
    Value sought = parts.getFirst();
    boolean found =
        switch (parts.get(1)) {
          case Value.ListOf(List<Value> items, _) ->
              items.stream().anyMatch(item -> PythonEquality.equal(sought, item));
          case Value.Text(String text, _) -> text.contains(site.text(sought, "The value"));
          case Value.Null _, Value.Bool _, Value.Num _, Value.MapOf _, Value.Unknown _ ->
              throw new Mistake("Second argument to \"contains\" should be a sequence.");
        };
    return new Value.Bool(found, site.mark(argument));
  }
}
