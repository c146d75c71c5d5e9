package io.kiln.templates.yaql;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.function.PythonText;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.BiPredicate;

/** Functions of texts and patterns. */
final class Texts {

  /** Longer patterns are not worth compiling. */
  private static final int LONGEST_PATTERN = 10_000;

  private Texts() {}

  static void into(Map<String, Builtin> all) {
    all.put("str", a -> text(Operators.text(a.value(0))));
    all.put("concat", Texts::concat);
    all.put("format", Texts::format);
    all.put("join", Texts::join);
    all.put("split", Texts::split);
    all.put("rightSplit", Texts::rightSplit);
    all.put("replace", Texts::replace);
    all.put("toLower", a -> text(a.text(0).toLowerCase(Locale.ROOT)));
    all.put("toUpper", a -> text(a.text(0).toUpperCase(Locale.ROOT)));
    all.put("startsWith", a -> affix(a, String::startsWith));
    all.put("endsWith", a -> affix(a, String::endsWith));
    all.put("trim", a -> text(trim(a, true, true)));
    all.put("trimLeft", a -> text(trim(a, true, false)));
    all.put("trimRight", a -> text(trim(a, false, true)));
    all.put("substring", Texts::substring);
    all.put("regex", Texts::regex);
    all.put("matches", a -> Operators.of(Value.bool(matcher(a).find())));
    all.put("search", Texts::search);
    all.put("searchAll", Texts::searchAll);
    all.put("escapeRegex", a -> text(Pattern.quote(a.text(0))));
  }

  private static Datum text(String text) {
    return Operators.of(Value.text(text));
  }

  private static Datum concat(Arguments a) {
    if (a.has(0) && !(a.datum(0) instanceof Datum.Of(Value.Text _))) {
      List<Value> all = new ArrayList<>();
      for (int i = 0; i < a.size(); i++) {
        all.addAll(a.list(i));
      }
      return Sequences.list(all);
    }
    var out = new StringBuilder();
    for (int i = 0; i < a.size(); i++) {
      out.append(a.text(i));
    }
    return text(out.toString());
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
      } else if (c == '{') {
        int end = template.indexOf('}', i);
        if (end < 0) {
          throw a.wrong("a \"}\" for every \"{\"");
        }
        String field = template.substring(i + 1, end);
        Value value =
            field.isEmpty()
                ? a.value(counted++)
                : field.matches("[0-9]{1,3}")
                    ? a.value(Integer.parseInt(field) + 1)
                    : a.value(Integer.MAX_VALUE, field)
                        .orElseThrow(() -> a.wrong("a value for {" + field + "}"));
        String shown = PythonText.of(value);
        a.interpreter().grow(shown.length());
        out.append(shown);
        i = end;
      } else {
        out.append(c);
      }
    }
    return text(out.toString());
  }

  /** {@code list.join(separator)} as well as {@code separator.join(list)}. */
  private static Datum join(Arguments a) {
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
    int most = a.has(2) ? a.integer(2) : -1;
    List<Value> parts = new ArrayList<>();
    if (a.datum(0) instanceof Datum.Regex(Pattern pattern)) {
      Matcher matcher = pattern.matcher(a.text(1));
      int from = 0;
      while ((most <= 0 || parts.size() < most) && matcher.find()) {
        a.interpreter().step();
        parts.add(Value.text(a.text(1).substring(from, matcher.start())));
        for (int group = 1; group <= matcher.groupCount(); group++) {
          parts.add(group(matcher, group));
        }
        from = matcher.end();
      }
      parts.add(Value.text(a.text(1).substring(from)));
      return Sequences.list(parts);
    }
    String whole = a.text(0);
    if (!a.has(1) || a.value(1) instanceof Value.Null) {
      for (String word : whole.strip().split("\\s+", most < 0 ? 0 : most + 1)) {
        if (!word.isEmpty()) {
          parts.add(Value.text(word));
        }
      }
      return Sequences.list(parts);
    }
    String separator = nonEmpty(a, 1);
    int from = 0;
    for (int hit = whole.indexOf(separator);
        hit >= 0 && (most < 0 || parts.size() < most);
        hit = whole.indexOf(separator, from)) {
      a.interpreter().step();
      parts.add(Value.text(whole.substring(from, hit)));
      from = hit + separator.length();
    }
    parts.add(Value.text(whole.substring(from)));
    return Sequences.list(parts);
  }

  private static String nonEmpty(Arguments a, int index) {
    String text = a.text(index);
    if (text.isEmpty()) {
      throw a.wrong("a separator that is not empty");
    }
    return text;
  }

  private static Datum rightSplit(Arguments a) {
    String whole = a.text(0);
    String separator = nonEmpty(a, 1);
    int most = a.has(2) ? a.integer(2) : -1;
    List<Value> parts = new ArrayList<>();
    int to = whole.length();
    while (most < 0 || parts.size() < most) {
      a.interpreter().step();
      int hit =
          to < separator.length() ? -1 : whole.lastIndexOf(separator, to - separator.length());
      if (hit < 0) {
        break;
      }
      parts.add(Value.text(whole.substring(hit + separator.length(), to)));
      to = hit;
    }
    parts.add(Value.text(whole.substring(0, to)));
    return Sequences.list(parts.reversed());
  }

  private static Datum replace(Arguments a) {
    int most = a.has(3) && a.integer(3) > 0 ? a.integer(3) : Integer.MAX_VALUE;
    if (a.datum(0) instanceof Datum.Regex(Pattern pattern)) {
      return text(replace(a, pattern.matcher(a.text(1)), template(a.text(2)), most));
    }
    String whole = a.text(0);
    if (a.value(1) instanceof Value.MapOf(SequencedMap<String, Value> pairs, _)) {
      for (Map.Entry<String, Value> pair : pairs.entrySet()) {
        whole = replace(a, whole, pair.getKey(), Operators.text(pair.getValue()), most);
      }
      return text(whole);
    }
    return text(replace(a, whole, a.text(1), a.text(2), most));
  }

  private static String replace(Arguments a, Matcher matcher, String by, int most) {
    var out = new StringBuilder();
    for (int i = 0; i < most && matcher.find(); i++) {
      int before = out.length();
      matcher.appendReplacement(out, by);
      a.interpreter().grow(1L + out.length() - before);
    }
    return matcher.appendTail(out).toString();
  }

  private static String replace(Arguments a, String whole, String old, String by, int most) {
    if (old.isEmpty()) {
      throw a.wrong("something to replace that is not empty");
    }
    var out = new StringBuilder();
    int from = 0;
    for (int i = 0; i < most; i++) {
      int hit = whole.indexOf(old, from);
      if (hit < 0) {
        break;
      }
      a.interpreter().grow(1L + by.length());
      out.append(whole, from, hit).append(by);
      from = hit + old.length();
    }
    return out.append(whole.substring(from)).toString();
  }

  /** Python writes group 1 as {@code \1} or {@code \g<1>}, the engine as {@code $1}. */
  private static String template(String python) {
    return python
        .replace("$", "\\$")
        .replaceAll("\\\\g<([0-9]{1,2})>", "\\${$1}")
        .replaceAll("\\\\([0-9]{1,2})", "\\${$1}")
        .replaceAll("\\$\\{([0-9]{1,2})\\}", "\\$$1");
  }

  private static Datum affix(Arguments a, BiPredicate<String, String> has) {
    for (int i = 1; i < a.size(); i++) {
      if (has.test(a.text(0), a.text(i))) {
        return Operators.of(Value.bool(true));
      }
    }
    return Operators.of(Value.bool(false));
  }

  private static String trim(Arguments a, boolean left, boolean right) {
    String text = a.text(0);
    String gone = a.has(1) ? a.text(1) : " \t\n\r\u000b\f";
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

  private static Datum substring(Arguments a) {
    String text = a.text(0);
    int start = a.integer(1) < 0 ? a.integer(1) + text.length() : a.integer(1);
    int from = Math.clamp(start, 0, text.length());
    int length = a.has(2) ? a.integer(2) : -1;
    int to = length < 0 ? text.length() : (int) Math.min(text.length(), (long) from + length);
    return text(text.substring(from, to));
  }

  private static Datum regex(Arguments a) {
    boolean ignoreCase = a.value(1, "ignoreCase").filter(Operators::truth).isPresent();
    return new Datum.Regex(compile(a.text(0), ignoreCase ? Pattern.CASE_INSENSITIVE : 0));
  }

  private static Pattern compile(String pattern, int flags) {
    if (pattern.length() > LONGEST_PATTERN) {
      throw new Mistake("yaql: the pattern is too long");
    }
    try {
      return Pattern.compile(pattern, flags);
    } catch (PatternSyntaxException wrong) {
      throw new Mistake(
          "yaql: the pattern \"%s\" is not understood: %s"
              .formatted(pattern, wrong.getDescription()));
    }
  }

  /** A pattern, made or still written as a text. */
  static Pattern pattern(Datum datum) {
    return switch (datum) {
      case Datum.Regex(Pattern pattern) -> pattern;
      case Datum.Of(Value.Text(String text, _)) -> compile(text, 0);
      case Datum.Of _, Datum.Flow _, Datum.Scope _ ->
          throw new Mistake("yaql: a pattern must be a string or regex(...)");
    };
  }

  /** The pattern may come first or second. */
  private static Matcher matcher(Arguments a) {
    return a.datum(0) instanceof Datum.Regex(Pattern pattern)
        ? pattern.matcher(a.text(1))
        : pattern(a.datum(1)).matcher(a.text(0));
  }

  private static Value group(Matcher matcher, int group) {
    String found = matcher.group(group);
    return found == null ? Value.nothing() : Value.text(found);
  }

  /** The first match, or what a function makes of it: {@code $1} is the whole, then the groups. */
  private static Datum search(Arguments a) {
    Matcher matcher = matcher(a);
    return matcher.find() ? found(a, matcher) : Operators.of(Value.nothing());
  }

  private static Datum searchAll(Arguments a) {
    Matcher matcher = matcher(a);
    List<Value> all = new ArrayList<>();
    while (matcher.find()) {
      a.interpreter().step();
      all.add(a.interpreter().value(found(a, matcher)));
    }
    return Sequences.list(all);
  }

  private static Datum found(Arguments a, Matcher matcher) {
    if (!a.has(2)) {
      return Operators.of(group(matcher, 0));
    }
    Datum[] groups = new Datum[matcher.groupCount() + 1];
    for (int i = 0; i < groups.length; i++) {
      SequencedMap<String, Value> match = new java.util.LinkedHashMap<>();
      match.put("value", group(matcher, i));
      match.put("start", Value.number(matcher.start(i)));
      match.put("end", Value.number(matcher.end(i)));
      groups[i] = Operators.of(Value.map(match));
    }
    return a.call(2, groups);
  }
}
