package io.kiln.api.cfn.wire;

import io.kiln.api.cfn.signature.Percent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The fields of a request: flat names such as {@code Parameters.member.1.ParameterKey} with a text
 * each. What makes no sense is refused, in AWS's words where it has any.
 */
public final class Form {

  /** AWS's limits come to less: 200 parameters of three fields, 50 tags of two. */
  static final int MOST_FIELDS = 10_000;

  private static final String MEMBER = ".member.";

  private final String prefix;
  private final Map<String, String> fields;

  private Form(String prefix, Map<String, String> fields) {
    this.prefix = prefix;
    this.fields = fields;
  }

  /**
   * Reads texts as {@code application/x-www-form-urlencoded}.
   *
   * @param texts a query and a body
   */
  public static Form of(String... texts) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String text : texts) {
      for (String pair : text.split("&")) {
        if (!pair.isEmpty()) {
          add(fields, pair);
        }
      }
    }
    return new Form("", fields);
  }

  private static void add(Map<String, String> fields, String pair) {
    int equals = pair.indexOf('=');
    String name = decoded(equals < 0 ? pair : pair.substring(0, equals), "The name of a field");
    String value = equals < 0 ? "" : decoded(pair.substring(equals + 1), name);
    if (value.indexOf('\0') >= 0 || name.indexOf('\0') >= 0) {
      throw Refused.invalid("%s contains a NUL character.".formatted(name.replace('\0', '?')));
    }
    if (fields.put(name, value) != null) {
      throw Refused.invalid("%s is given twice.".formatted(shortened(name)));
    }
    if (fields.size() > MOST_FIELDS) {
      throw Refused.invalid("There are more than %d fields.".formatted(MOST_FIELDS));
    }
  }

  private static String decoded(String text, String where) {
    try {
      return Percent.decoded(text, true);
    } catch (IllegalArgumentException e) {
      throw Refused.invalid("%s cannot be read: %s.".formatted(shortened(where), e.getMessage()));
    }
  }

  private static String shortened(String text) {
    return text.length() > 100 ? text.substring(0, 100) + "…" : text;
  }

  /** The same fields with one text instead of another. */
  public Form instead(String of, String name, String text) {
    Map<String, String> others = new LinkedHashMap<>(fields);
    others.remove(of);
    others.put(name, text);
    return new Form(prefix, others);
  }

  /** A text; one that is empty counts as not given. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(fields.get(name)).filter(text -> !text.isEmpty());
  }

  /** A text, empty when that was sent. */
  public Optional<String> sent(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /** A text that has to be there. */
  public String required(String name) {
    return text(name)
        .orElseThrow(
            () ->
                Refused.invalid(
                    ("1 validation error detected: Value null at '%s%s' failed to satisfy"
                            + " constraint: Member must not be null")
                        .formatted(prefix, name)));
  }

  /** A truth value; empty when it is not given. */
  public Optional<Boolean> flag(String name) {
    return text(name)
        .map(
            text ->
                switch (text.toLowerCase(Locale.ROOT)) {
                  case "true" -> true;
                  case "false" -> false;
                  default ->
                      throw Refused.invalid(
                          "%s%s must be true or false, not '%s'."
                              .formatted(prefix, name, shortened(text)));
                });
  }

  /** A whole number within bounds; empty when it is not given. */
  public Optional<Integer> number(String name, int least, int most) {
    return text(name)
        .map(
            text -> {
              try {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                  return number;
                }
              } catch (NumberFormatException e) {
                throw Refused.invalid(
                    "%s%s must be a whole number, not '%s'."
                        .formatted(prefix, name, shortened(text)));
              }
              throw Refused.invalid(
                  "%s%s must be between %d and %d.".formatted(prefix, name, least, most));
            });
  }

  /** One of some words; empty when it is not given. */
  public Optional<String> word(String name, List<String> words) {
    Optional<String> said = text(name);
    said.filter(word -> !words.contains(word))
        .ifPresent(
            word -> {
              throw Refused.invalid(
                  ("1 validation error detected: Value '%s' at '%s%s' failed to satisfy constraint:"
                          + " Member must satisfy enum value set: [%s]")
                      .formatted(shortened(word), prefix, name, String.join(", ", words)));
            });
    return said;
  }

  /** Whether anything of this name was sent, a list that is not empty among them. */
  public boolean has(String name) {
    return text(name).isPresent()
        || fields.keySet().stream().anyMatch(field -> field.startsWith(name + "."));
  }

  /** Whether a list was sent, be it empty. */
  public boolean hasList(String name) {
    return fields.containsKey(name) || has(name);
  }

  /** A list of texts. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    grouped(name)
        .forEach(
            (at, inner) -> {
              if (inner.size() != 1 || !inner.containsKey("")) {
                throw Refused.invalid("%s%s is a list of texts.".formatted(prefix, name));
              }
              texts.add(inner.getOrDefault("", ""));
            });
    return texts;
  }

  /** A list of records, each with fields of its own. */
  public List<Form> items(String name) {
    List<Form> items = new ArrayList<>();
    grouped(name)
        .forEach((at, inner) -> items.add(new Form(prefix + name + MEMBER + at + ".", inner)));
    return items;
  }

  private SequencedMap<Integer, Map<String, String>> grouped(String name) {
    String start = name + MEMBER;
    SequencedMap<Integer, Map<String, String>> groups = new TreeMap<>();
    fields.forEach(
        (field, value) -> {
          if (!field.startsWith(start)) {
            return;
          }
          String rest = field.substring(start.length());
          int dot = rest.indexOf('.');
          int at = index(dot < 0 ? rest : rest.substring(0, dot), field);
          groups
              .computeIfAbsent(at, _ -> new LinkedHashMap<>())
              .put(dot < 0 ? "" : rest.substring(dot + 1), value);
        });
    return groups;
  }

  private static int index(String text, String field) {
    try {
      int at = Integer.parseInt(text);
      if (at > 0 && at <= MOST_FIELDS && text.charAt(0) != '+') {
        return at;
      }
    } catch (NumberFormatException e) {
      throw Refused.invalid("%s does not count its members from 1.".formatted(shortened(field)));
    }
    throw Refused.invalid("%s does not count its members from 1.".formatted(shortened(field)));
  }
}
