package io.kiln.templates.function;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * {@code {repeat: {template: …, for_each: {variable: list, …}, permutations: true}}}: the template
 * once per combination, variables replaced in every text of it, keys included.
 */
final class Repeat implements ValueFunction {

  private final Availability availability;
  private final boolean maps;
  private final boolean zips;

  private Repeat(Availability availability, boolean maps, boolean zips) {
    this.availability = availability;
    this.maps = maps;
    this.zips = zips;
  }

  static Repeat overLists() {
    return new Repeat(between(HotVersion.KILO, HotVersion.NEWTON), false, false);
  }

  static Repeat overMaps() {
    return new Repeat(between(HotVersion.NEWTON, HotVersion.PIKE), true, false);
  }

  static Repeat withPermutations() {
    return new Repeat(Availability.since(HotVersion.PIKE), true, true);
  }

  private static Availability between(HotVersion since, HotVersion until) {
    return new Availability(Optional.of(since), Optional.of(until), Optional.empty());
  }

  @Override
  public String name() {
    return "repeat";
  }

  @Override
  public String summary() {
    return "A function for iterating over a list of items.";
  }

  @Override
  public Availability availability() {
    return availability;
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    SequencedMap<String, Value> parts =
        site.map(argument, "{template: ..., for_each: {variable: list, ...}}");
    Value template = parts.get("template");
    Value each = parts.get("for_each");
    if (template == null || each == null) {
      throw new Mistake("The \"for_each\" and \"template\" keys of \"repeat\" are required");
    }
    site.ignoreAllBut(
        parts,
        zips ? Set.of("template", "for_each", "permutations") : Set.of("template", "for_each"));
    boolean product = !zips || permutations(parts.get("permutations"));
    if (each instanceof Value.Unknown) {
      return site.unknown(each).orElseThrow();
    }
    SequencedMap<String, Value> lists = site.map(each, "a map of lists under for_each");
    Optional<Value> open = site.unknown(lists.values());
    if (open.isPresent()) {
      return open.get();
    }
    if (lists.isEmpty()) {
      throw new Mistake("The \"for_each\" of \"repeat\" must name a variable");
    }
    List<String> variables = List.copyOf(lists.keySet());
    List<List<String>> choices = new ArrayList<>();
    lists.forEach((variable, list) -> choices.add(items(variable, list, product)));
    List<Value> results = new ArrayList<>();
    var mark = new Mark(site.at(), template.mark().sensitive() || each.sensitive());
    for (List<String> chosen : product ? product(choices, site) : zip(choices, lists.values())) {
      Value result = template;
      for (int i = 0; i < chosen.size(); i++) {
        result = replace(result, variables.get(i), chosen.get(i), mark.sensitive(), site);
      }
      results.add(result);
    }
    return new Value.ListOf(results, mark);
  }

  private static boolean permutations(@org.jspecify.annotations.Nullable Value given) {
    if (given == null) {
      return true;
    }
    if (given instanceof Value.Bool(boolean truth, _)) {
      return truth;
    }
    throw new Mistake("\"permutations\" of \"repeat\" must be true or false");
  }

  private List<String> items(String variable, Value list, boolean product) {
    List<Value> items =
        switch (list) {
          case Value.Null _ -> List.of();
          // What get_param gives for a path that leads nowhere.
          case Value.Text(String text, _) when text.isEmpty() -> List.of();
          case Value.ListOf(List<Value> all, _) -> all;
          case Value.MapOf(SequencedMap<String, Value> entries, _) when maps && product ->
              entries.keySet().stream().<Value>map(Value::text).toList();
          case Value.Bool _, Value.Num _, Value.Text _, Value.MapOf _, Value.Unknown _ ->
              throw new Mistake(
                  "The \"for_each\" argument to \"repeat\" must contain %s; %s does not"
                      .formatted(maps && product ? "lists or maps" : "lists", variable));
        };
    List<String> texts = new ArrayList<>(items.size());
    for (Value item : items) {
      if (!(item instanceof Value.Text(String text, _))) {
        throw new Mistake(
            "The items of %s under \"for_each\" must be strings, not %s".formatted(variable, item));
      }
      texts.add(text);
    }
    return texts;
  }

  private static List<List<String>> product(List<List<String>> choices, CallSite site) {
    List<List<String>> combinations = List.of(List.of());
    for (List<String> choice : choices) {
      site.spend((long) combinations.size() * choice.size() * choices.size());
      List<List<String>> next = new ArrayList<>(combinations.size() * choice.size());
      for (List<String> before : combinations) {
        for (String item : choice) {
          List<String> longer = new ArrayList<>(before);
          longer.add(item);
          next.add(longer);
        }
      }
      combinations = next;
    }
    return combinations;
  }

  /** Row by row; a null list makes no rows, and its length is not compared. */
  private static List<List<String>> zip(List<List<String>> choices, Collection<Value> lists) {
    List<List<String>> rows = new ArrayList<>();
    long lengths =
        lists.stream()
            .filter(Value.ListOf.class::isInstance)
            .map(list -> ((Value.ListOf) list).items().size())
            .distinct()
            .count();
    if (lengths > 1) {
      throw new Mistake(
          "For repeat, the length of for_each values should be equal if no nested loop.");
    }
    int length = choices.stream().mapToInt(List::size).min().orElse(0);
    for (int i = 0; i < length; i++) {
      List<String> row = new ArrayList<>(choices.size());
      for (List<String> choice : choices) {
        row.add(choice.get(i));
      }
      rows.add(row);
    }
    return rows;
  }

  private static Value replace(
      Value value, String variable, String item, boolean sensitive, CallSite site) {
    return switch (value) {
      case Value.Text(String text, Mark mark) -> {
        String replaced = text.replace(variable, item);
        site.spend(replaced.length() + 1L);
        yield new Value.Text(replaced, mark.with(sensitive));
      }
      case Value.ListOf(List<Value> items, Mark mark) -> {
        List<Value> inner = new ArrayList<>(items.size());
        items.forEach(entry -> inner.add(replace(entry, variable, item, sensitive, site)));
        yield new Value.ListOf(inner, mark);
      }
      case Value.MapOf(SequencedMap<String, Value> entries, Mark mark) -> {
        SequencedMap<String, Value> inner = LinkedHashMap.newLinkedHashMap(entries.size());
        entries.forEach(
            (key, entry) ->
                inner.put(
                    key.replace(variable, item), replace(entry, variable, item, sensitive, site)));
        // A key shows what was put into it: then the map as a whole must not be shown.
        boolean told = sensitive && !inner.keySet().equals(entries.keySet());
        yield new Value.MapOf(inner, mark.with(told));
      }
      case Value.Null _, Value.Bool _, Value.Num _, Value.Unknown _ -> value;
    };
  }
}
