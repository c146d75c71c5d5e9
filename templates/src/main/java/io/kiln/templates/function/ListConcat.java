package io.kiln.templates.function;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.value.PythonEquality;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code {list_concat: [list, …]}} and {@code list_concat_unique}. */
final class ListConcat implements ValueFunction {

  /** An item of a list, in characters of the budget. */
  private static final int ITEM = 16;

  private final boolean unique;

  ListConcat(boolean unique) {
    this.unique = unique;
  }

  @Override
  public String name() {
    return unique ? "list_concat_unique" : "list_concat";
  }

  @Override
  public String summary() {
    return unique
        ? "A function for extending lists, each value once."
        : "A function for extending lists.";
  }

  @Override
  public Availability availability() {
    return Availability.since(HotVersion.PIKE);
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    List<Value> lists = site.list(argument, "[list, list, ...]");
    List<Value> all = new ArrayList<>();
    Set<Value> seen = new HashSet<>();
    List<Value> open = new ArrayList<>();
    for (Value list : lists) {
      switch (list) {
        case Value.ListOf(List<Value> items, _) -> {
          site.spend((long) ITEM * items.size());
          for (Value item : items) {
            if (!unique || seen.add(PythonEquality.canonical(item))) {
              all.add(item);
            }
          }
        }
        case Value.Null _ -> {}
        case Value.Unknown _ -> open.add(list);
        case Value.Bool _, Value.Num _, Value.Text _, Value.MapOf _ ->
            throw new Mistake(
                "Incorrect arguments: to \"%s\": the items must be lists".formatted(name()));
      }
    }
    Optional<Value> unknown = unique ? site.unknown(lists) : site.unknown(open);
    return unknown.orElseGet(() -> new Value.ListOf(all, site.shell(lists)));
  }
}
