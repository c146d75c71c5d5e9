package io.kiln.templates.function;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.value.PythonEquality;
import io.kiln.templates.value.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code {filter: [values, list]}}: the list without these values. */
final class Filter implements ValueFunction {

  @Override
  public String name() {
    return "filter";
  }

  @Override
  public String summary() {
    return "A function for filtering out values from lists.";
  }

  @Override
  public Availability availability() {
    return Availability.since(HotVersion.OCATA);
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    List<Value> parts = site.list(argument, "[values, sequence]");
    if (parts.size() != 2) {
      throw new Mistake("\"filter\" expects a list of 2 arguments: [values, sequence]");
    }
    Optional<Value> open = site.unknown(parts);
    if (open.isPresent()) {
      return open.get();
    }
    // Python's falsehoods are given back, or remove nothing, whatever they are.
    if (!PythonTruth.of(parts.get(1))) {
      return site.marked(parts.get(1), argument);
    }
    List<Value> items = list(parts.get(1), "sequence");
    Set<Value> removed = new HashSet<>();
    if (PythonTruth.of(parts.get(0))) {
      list(parts.get(0), "values").forEach(one -> removed.add(PythonEquality.canonical(one)));
    }
    return new Value.ListOf(
        items.stream().filter(item -> !removed.contains(PythonEquality.canonical(item))).toList(),
        site.shell(parts));
  }

  private static List<Value> list(Value value, String what) {
    if (value instanceof Value.ListOf(List<Value> items, _)) {
      return items;
    }
    throw new Mistake("The %s of \"filter\" must be a list".formatted(what));
  }
}
