package io.kiln.templates.yaql;

import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiPredicate;
import java.util.function.IntConsumer;

/** Functions of texts. Places are counted in characters, as Python counts them. */
final class Texts {

  private static final String BLANKS = " \t\n\r\u000b\f\u001c\u001d\u001e\u001f\u0085\u00a0";

  private Texts() {}

  static void into(Map<String, Builtin> all) {
    all.put("str", a -> text(Operators.text(a.value(0))));
    all.put("concat", Texts::concat);
    all.put("format", Texts::format);
    all.put("join", Texts::join);
    all.put("split", a -> Patterned.asked(a) ? Patterned.split(a) : split(a));
    all.put("rightSplit", Texts::rightSplit);
    all.put("replace", Texts::replace);
    all.put("toLower", a -> text(a.text(0).toLowerCase(Locale.ROOT)));
    all.put("toUpper", a -> text(a.text(0).toUpperCase(Locale.ROOT)));
    all.put("startsWith", a -> affix(a, String::startsWith));
    all.put("endsWith", a -> affix(a, String::endsWith));
    all.put("trim", a -> text(trim(a, a.text(0), 1, true, true)));
    all.put("trimLeft", a -> text(trim(a, a.text(0), 1, true, false)));
    all.put("trimRight", a -> text(trim(a, a.text(0), 1, false, true)));
    all.put("norm", Texts::norm);
    all.put("substring", Texts::substring);
    all.put("indexOf", a -> place(a, false));
    all.put("lastIndexOf", a -> place(a, true));
    all.put("toCharArray", Texts::characters);
    all.put("characters", Texts::alphabet);
  }

  private static Datum text(String text) {
    return Operators.of(Value.text(text));
  }

  private static Datum concat(Arguments a) {
    if (!a.has(0)) {
      throw a.wrong("something to join");
    }
    if (a.datum(0) instanceof Datum.Of(Value.Text _)) {
      var out = new StringBuilder();
      for (int i = 0; i < a.size(); i++) {
        out.append(a.text(i));
      }
      return text(out.toString());
    }
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      all.addAll(a.list(i));
    }
    return new Datum.Flow(all);
  }

  /** Python's {@code str.format}, with numbered, named and empty fields. */
  private static Datum format(Arguments a) {
    String template = a.text(0);
    var out = new StringBuilder();
    int counted = 1;
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if ((c == '{' || c == '}') && i + 1 < template.length() && template.charAt(i + 1) == c) {
        out.append(c);
        i++;
      } else if (c == '}') {
        throw a.wrong("a \"{\" for every \"}\"");
      } else if (c == '{') {
        int end = template.indexOf('}', i);
        if (end < 0) {
          throw a.wrong("a \"}\" for every \"{\"");
        }
        String[] field = template.substring(i + 1, end).split(":", 2);
        Value value = field[0].isEmpty() ? a.value(counted++) : field(a, field[0]);
        String shown = PythonFormat.of(value, field.length > 1 ? field[1] : "");
        a.interpreter().grow(shown.length());
        out.append(shown);
        i = end;
      } else {
        out.append(c);
      }
    }
    return text(out.toString());
  }

  private static Value field(Arguments a, String field) {
    return field.matches("[0-9]{1,3}")
        ? a.value(Integer.parseInt(field) + 1)
        : a.keyed(field).orElseThrow(() -> a.wrong("a value for {" + field + "}"));
  }

  /**
   * {@code list.join(separator)} as well as {@code separator.join(list)}; or, with a condition and
   * a function, the pairs of two collections.
   */
  private static Datum join(Arguments a) {
    if (a.has(2)) {
      return Sequences.pairs(a);
    }
    boolean separatorFirst = a.datum(0) instanceof Datum.Of(Value.Text _);
    String separator = a.text(separatorFirst ? 0 : 1);
    List<String> parts = new ArrayList<>();
    for (Value item : a.sequence(separatorFirst ? 1 : 0)) {
      a.interpreter().step();
      String part = Operators.text(item);
      a.interpreter().grow(part.length() + separator.length());
      parts.add(part);
    }
    return text(String.join(separator, parts));
  }

  private static Datum split(Arguments a) {
    String whole = a.text(0);
    int most = a.integer(2, -1);
    Optional<String> separator = separator(a);
    if (separator.isEmpty()) {
      return Sequences.list(words(a, whole, most));
    }
    List<Value> parts = new ArrayList<>();
    int from = 0;
    int hit = whole.indexOf(separator.get());
    while (hit >= 0 && (most < 0 || parts.size() < most)) {
      a.interpreter().step();
      parts.add(Value.text(whole.substring(from, hit)));
      from = hit + separator.get().length();
      hit = whole.indexOf(separator.get(), from);
    }
    parts.add(Value.text(whole.substring(from)));
    return Sequences.list(parts);
  }

  /** What to split at; nothing for blanks. */
  private static Optional<String> separator(Arguments a) {
    if (!a.has(1) || a.value(1) instanceof Value.Null) {
      return Optional.empty();
    }
    String text = a.text(1);
    if (text.isEmpty()) {
      throw a.wrong("a separator that is not empty");
    }
    return Optional.of(text);
  }

  private static boolean blank(String text, int at) {
    return BLANKS.indexOf(text.charAt(at)) >= 0 || Character.isSpaceChar(text.charAt(at));
  }

  /** Split at any number of blanks, the last part being the rest with its blanks. */
  private static List<Value> words(Arguments a, String text, int most) {
    List<Value> words = new ArrayList<>();
    int at = 0;
    while (true) {
      while (at < text.length() && blank(text, at)) {
        at++;
      }
      if (at == text.length()) {
        return words;
      }
      a.interpreter().step();
      int end = at;
      while (end < text.length() && (words.size() == most || !blank(text, end))) {
        end++;
      }
      words.add(Value.text(text.substring(at, end)));
      at = end;
    }
  }

  private static Datum rightSplit(Arguments a) {
    String whole = a.text(0);
    int most = a.integer(2, -1);
    Optional<String> separator = separator(a);
    if (separator.isEmpty()) {
      String backwards = new StringBuilder(whole).reverse().toString();
      return Sequences.list(
          words(a, backwards, most).reversed().stream()
              .<Value>map(
                  word ->
                      Value.text(
                          new StringBuilder(((Value.Text) word).value()).reverse().toString()))
              .toList());
    }
    List<Value> parts = new ArrayList<>();
    int length = separator.get().length();
    int to = whole.length();
    while (most < 0 || parts.size() < most) {
      a.interpreter().step();
      int hit = to < length ? -1 : whole.lastIndexOf(separator.get(), to - length);
      if (hit < 0) {
        break;
      }
      parts.add(Value.text(whole.substring(hit + length, to)));
      to = hit;
    }
    parts.add(Value.text(whole.substring(0, to)));
    return Sequences.list(parts.reversed());
  }

  private static Datum replace(Arguments a) {
    if (Patterned.asked(a)) {
      return Patterned.replace(a);
    }
    if (!(a.datum(0) instanceof Datum.Of(Value.Text(String whole, _)))) {
      return Slices.replace(a, List.of(a.value(2)));
    }
    SequencedMap<String, String> pairs = new LinkedHashMap<>();
    boolean several = a.value(1) instanceof Value.MapOf;
    if (several) {
      a.map(1).forEach((old, by) -> pairs.put(old, Operators.text(by)));
    } else {
      pairs.put(a.text(1), a.text(2));
    }
    int given = a.integer(several ? 2 : 3, -1);
    int most = given < 0 ? Integer.MAX_VALUE : given;
    String replaced = whole;
    for (Map.Entry<String, String> pair : pairs.entrySet()) {
      replaced = replace(a, replaced, pair.getKey(), pair.getValue(), most);
    }
    return text(replaced);
  }

  /** An empty text is found before every character and at the end. */
  private static String replace(Arguments a, String whole, String old, String by, int most) {
    var out = new StringBuilder();
    int from = 0;
    int hit = whole.indexOf(old);
    for (int i = 0; i < most && hit >= 0; i++) {
      a.interpreter().grow(1L + by.length());
      out.append(whole, from, hit).append(by);
      from = hit + old.length();
      if (old.isEmpty() && hit == whole.length()) {
        break;
      }
      hit = whole.indexOf(old, old.isEmpty() ? hit + 1 : from);
    }
    return out.append(whole.substring(from)).toString();
  }

  private static Datum affix(Arguments a, BiPredicate<String, String> has) {
    String text = a.text(0);
    for (int i = 1; i < a.size(); i++) {
      if (has.test(text, a.text(i))) {
        return Operators.of(Value.bool(true));
      }
    }
    return Operators.of(Value.bool(false));
  }

  /** Without blanks, or the characters an argument names, at its ends. */
  static String trim(Arguments a, String text, int characters, boolean left, boolean right) {
    String gone =
        a.optional(characters).filter(Value.Text.class::isInstance).isPresent()
            ? a.text(characters)
            : BLANKS;
    int from = 0;
    int to = text.length();
    while (left && from < to && gone.indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    while (right && to > from && gone.indexOf(text.charAt(to - 1)) >= 0) {
      to--;
    }
    return text.substring(from, to);
  }

  private static Datum norm(Arguments a) {
    if (a.value(0) instanceof Value.Null) {
      return Operators.of(Value.nothing());
    }
    String trimmed = trim(a, a.text(0), 1, true, true);
    return trimmed.isEmpty() ? Operators.of(Value.nothing()) : text(trimmed);
  }

  private static Datum substring(Arguments a) {
    int[] points = a.text(0).codePoints().toArray();
    int given = a.integer(1);
    int start = given < 0 ? given + points.length : given;
    int length = a.integer(2, -1);
    int from = place(start, points.length);
    int to = place((long) start + (length < 0 ? points.length : length), points.length);
    return text(new String(points, from, Math.max(0, to - from)));
  }

  /** A place as Python's slices take it: counted from the back when negative. */
  private static int place(long place, int size) {
    return Math.clamp(place < 0 ? place + size : place, 0, size);
  }

  /** Where something is in a list or text, -1 when nowhere. */
  private static Datum place(Arguments a, boolean last) {
    if (!(a.datum(0) instanceof Datum.Of(Value.Text(String text, _)))) {
      List<Value> items = a.list(0);
      Value sought = a.value(1);
      return Operators.of(Value.number(last ? items.lastIndexOf(sought) : items.indexOf(sought)));
    }
    int[] all = text.codePoints().toArray();
    int begin = a.integer(2, 0);
    int from = Math.clamp(begin < 0 ? begin + all.length : begin, 0, all.length);
    int length = a.integer(3, -1);
    int to = length < 0 ? all.length : (int) Math.min(all.length, (long) from + length);
    String within = new String(all, from, to - from);
    int hit = last ? within.lastIndexOf(a.text(1)) : within.indexOf(a.text(1));
    return Operators.of(Value.number(hit < 0 ? -1 : from + within.codePointCount(0, hit)));
  }

  private static Datum characters(Arguments a) {
    List<Value> all = new ArrayList<>();
    a.text(0)
        .codePoints()
        .forEach(
            point -> {
              a.interpreter().step();
              all.add(Value.text(Character.toString(point)));
            });
    return Sequences.list(all);
  }

  /** The characters of the kinds asked for, each once. */
  private static Datum alphabet(Arguments a) {
    SequencedMap<String, String> kinds = new LinkedHashMap<>();
    String lower = "abcdefghijklmnopqrstuvwxyz";
    String upper = lower.toUpperCase(Locale.ROOT);
    String marks = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    String blanks = " \t\n\r\u000b\f";
    kinds.put("digits", "0123456789");
    kinds.put("hexdigits", "0123456789abcdefABCDEF");
    kinds.put("octdigits", "01234567");
    Arrays.asList("asciiLowercase", "lowercase").forEach(kind -> kinds.put(kind, lower));
    Arrays.asList("asciiUppercase", "uppercase").forEach(kind -> kinds.put(kind, upper));
    Arrays.asList("asciiLetters", "letters").forEach(kind -> kinds.put(kind, lower + upper));
    kinds.put("punctuation", marks);
    kinds.put("whitespace", blanks);
    kinds.put("printable", "0123456789" + lower + upper + marks + blanks);
    List<Value> all = new ArrayList<>();
    IntConsumer add = point -> all.add(Value.text(Character.toString(point)));
    kinds.forEach(
        (kind, characters) -> {
          if (a.keyed(kind).filter(Operators::truth).isPresent()) {
            characters.chars().forEach(add);
          }
        });
    return Sequences.list(all.stream().distinct().toList());
  }
}
