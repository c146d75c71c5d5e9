package io.kiln.templates.corpus;

import io.kiln.templates.source.Findings;
import io.kiln.templates.text.Node;
import io.kiln.templates.text.TextLimits;
import io.kiln.templates.text.TextReader;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;

/** Damages a template: its characters, its words, or its tree. */
final class Damage {

  private static final String[] WORDS = {
    "get_param",
    "get_attr",
    "get_resource",
    "repeat",
    "for_each",
    "template",
    "yaql",
    "expression",
    "data",
    "if",
    "not",
    "and",
    "list_join",
    "str_replace",
    "params",
    "map_merge",
    "type",
    "properties",
    "condition",
    "default",
    "constraints",
    "range",
    "resource_registry",
    "parameters",
    "$.data",
    "range(9999999)",
    "$.data.select($)",
    "null",
    "true",
    "-1",
    "1e3",
    "OS::Heat::None",
    "case.yaml",
    "OS::stack_id",
    "Ref",
    "Fn::Join",
    "Fn::Sub",
    "${a}",
    "",
    " ",
    "0",
    "~"
  };

  private final Random random;

  Damage(Random random) {
    this.random = random;
  }

  String of(String text, String other) {
    String damaged = text;
    int times = 1 + random.nextInt(4);
    for (int i = 0; i < times; i++) {
      damaged =
          switch (random.nextInt(4)) {
            case 0 -> characters(damaged);
            case 1 -> words(damaged, other);
            default -> tree(damaged, other).orElse(damaged);
          };
    }
    return damaged;
  }

  private String characters(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int at = random.nextInt(text.length());
    return switch (random.nextInt(3)) {
      case 0 -> text.substring(0, at) + text.substring(Math.min(text.length(), at + 1));
      case 1 -> text.substring(0, at) + (char) random.nextInt(0x3000) + text.substring(at);
      default ->
          text.substring(0, at)
              + "{}[]:,-#&*!|>'\"%@`\n ".charAt(random.nextInt(20))
              + text.substring(at);
    };
  }

  /** Puts a word of the language, or a piece of another template, in place of a word. */
  private String words(String text, String other) {
    List<Integer> starts = new ArrayList<>();
    for (int i = 1; i < text.length(); i++) {
      if (Character.isLetterOrDigit(text.charAt(i))
          && !Character.isLetterOrDigit(text.charAt(i - 1))) {
        starts.add(i);
      }
    }
    if (starts.isEmpty()) {
      return text;
    }
    int start = starts.get(random.nextInt(starts.size()));
    int end = start;
    while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    String word = WORDS[random.nextInt(WORDS.length)];
    if (random.nextInt(4) == 0 && !other.isEmpty()) {
      int from = random.nextInt(other.length());
      word = other.substring(from, Math.min(other.length(), from + random.nextInt(80)));
    }
    return text.substring(0, start) + word + text.substring(end);
  }

  /** Moves branches about, between two templates too; the rest of a case stays as it is. */
  private Optional<String> tree(String text, String other) {
    int parts = text.indexOf("\n#### ");
    String template = parts < 0 ? text : text.substring(0, parts + 1);
    Optional<Value> own = read(template);
    Optional<Value> foreign = read(other);
    if (own.isEmpty()) {
      return Optional.empty();
    }
    List<Value> branches = new ArrayList<>();
    collect(own.get(), branches);
    foreign.ifPresent(value -> collect(value, branches));
    Value changed = change(own.get(), branches, 1 + random.nextInt(6));
    return changed.deeperThan(60)
        ? Optional.empty()
        : Optional.of(Json.write(changed) + (parts < 0 ? "" : text.substring(parts)));
  }

  private static Optional<Value> read(String text) {
    return new TextReader(TextLimits.DEFAULT).read(text, "t", new Findings()).map(Node::value);
  }

  private static void collect(Value value, List<Value> branches) {
    branches.add(value);
    switch (value) {
      case Value.ListOf(List<Value> items, _) -> items.forEach(item -> collect(item, branches));
      case Value.MapOf(SequencedMap<String, Value> entries, _) ->
          entries.values().forEach(entry -> collect(entry, branches));
      case Value.Null _, Value.Bool _, Value.Num _, Value.Text _, Value.Unknown _ -> {}
    }
  }

  /** One of so many places is changed, somewhere below. */
  private Value change(Value value, List<Value> branches, int depth) {
    if (depth == 0) {
      return replacement(value, branches);
    }
    return switch (value) {
      case Value.ListOf(List<Value> items, _) when !items.isEmpty() -> {
        List<Value> all = new ArrayList<>(items);
        int at = random.nextInt(all.size());
        all.set(at, change(all.get(at), branches, depth - 1));
        yield Value.list(all);
      }
      case Value.MapOf(SequencedMap<String, Value> entries, _) when !entries.isEmpty() -> {
        List<String> keys = List.copyOf(entries.keySet());
        String key = keys.get(random.nextInt(keys.size()));
        SequencedMap<String, Value> all = new LinkedHashMap<>(entries);
        Value inner = change(entries.getOrDefault(key, Value.nothing()), branches, depth - 1);
        if (random.nextInt(6) == 0) {
          all.remove(key);
          all.put(WORDS[random.nextInt(WORDS.length)], inner);
        } else {
          all.put(key, inner);
        }
        yield Value.map(all);
      }
      case Value.Null _,
          Value.Bool _,
          Value.Num _,
          Value.Text _,
          Value.Unknown _,
          Value.ListOf _,
          Value.MapOf _ ->
          replacement(value, branches);
    };
  }

  private Value replacement(Value value, List<Value> branches) {
    Value branch = branches.get(random.nextInt(branches.size()));
    return switch (random.nextInt(7)) {
      case 0 -> Value.list(List.of(value, branch));
      case 1 -> Value.map(java.util.Map.of(WORDS[random.nextInt(WORDS.length)], value));
      case 2 -> Value.text(WORDS[random.nextInt(WORDS.length)]);
      case 3 -> Value.number(random.nextInt());
      case 4 -> Value.nothing();
      case 5 -> Value.list(List.of());
      default -> branch;
    };
  }
}
