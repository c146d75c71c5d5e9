package io.kiln.templates.function.cfn;

import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.source.Suggestion;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** {@code {Fn::Select: [index, list]}}; as in Heat also {@code [key, map]}. */
final class Select implements ValueFunction {

  private static final String FORM = "[index, list]";

  @Override
  public String name() {
    return "Fn::Select";
  }

  @Override
  public String summary() {
    return "One item of a list, by its index from 0.";
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    List<Value> parts = site.list(argument, FORM);
    if (parts.size() != 2) {
      throw new Mistake("Arguments to \"Fn::Select\" must be of the form " + FORM);
    }
    Value collection = parts.get(1);
    if (parts.getFirst() instanceof Value.Unknown || collection instanceof Value.Unknown) {
      return site.unknown(parts).orElseThrow();
    }
    String index = CfnText.of(parts.getFirst(), "The index", site);
    Value found =
        switch (collection) {
          case Value.ListOf(List<Value> items, _) -> item(items, index);
          case Value.MapOf(SequencedMap<String, Value> entries, _) -> entry(entries, index);
          case Value.Null _, Value.Bool _, Value.Num _, Value.Text _, Value.Unknown _ ->
              throw new Mistake(
                  "\"Fn::Select\" must operate on a list, not on %s"
                      .formatted(CfnText.kind(collection)));
        };
    if (found instanceof Value.Null) {
      throw new Mistake("\"Fn::Select\" cannot select a null value at %s".formatted(index));
    }
    boolean secret = argument.mark().sensitive() || collection.mark().sensitive();
    return site.marked(found, secret || parts.getFirst().sensitive() ? Value.secret(found) : found);
  }

  private static Value item(List<Value> items, String index) {
    if (!index.matches("[0-9]{1,9}")) {
      throw new Mistake("The index of \"Fn::Select\" must be a whole number, not " + index);
    }
    int at = Integer.parseInt(index);
    if (at >= items.size()) {
      throw new Mistake(
          "\"Fn::Select\" cannot select nonexistent value at index %d: the list has %d items"
              .formatted(at, items.size()));
    }
    return items.get(at);
  }

  private static Value entry(SequencedMap<String, Value> entries, String key) {
    return Optional.ofNullable(entries.get(key))
        .orElseThrow(
            () ->
                new Mistake(
                    "invalid-argument",
                    "\"Fn::Select\" cannot select nonexistent value at key \"%s\"".formatted(key),
                    Suggestion.hint(key, entries.keySet())));
  }
}
