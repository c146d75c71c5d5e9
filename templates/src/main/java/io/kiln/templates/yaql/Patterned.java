package io.kiln.templates.yaql;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;

/** Functions of patterns, which run in time linear in the text. */
final class Patterned {

  /** Longer patterns are not worth compiling. */
  private static final int LONGEST_PATTERN = 10_000;

  /** What a match counts as, in characters made: it takes as long as about so many. */
  private static final int MATCH = 16;

  private Patterned() {}

  static void into(Map<String, Builtin> all) {
    all.put("regex", Patterned::regex);
    all.put("matches", a -> Operators.of(Value.bool(matcher(a).find())));
    all.put("search", Patterned::search);
    all.put("searchAll", Patterned::searchAll);
    all.put("escapeRegex", a -> Operators.of(Value.text(escaped(a.text(0)))));
    all.put("replaceBy", Patterned::replaceBy);
  }

  /** Whether a call has a pattern that was made, first or second. */
  static boolean asked(Arguments a) {
    return a.datum(0) instanceof Datum.Regex || (a.has(1) && a.datum(1) instanceof Datum.Regex);
  }

  private static Datum regex(Arguments a) {
    int flags = 0;
    flags |= a.optional(1).filter(Operators::truth).isPresent() ? Pattern.CASE_INSENSITIVE : 0;
    flags |= a.optional(2).filter(Operators::truth).isPresent() ? Pattern.MULTILINE : 0;
    flags |= a.optional(3).filter(Operators::truth).isPresent() ? Pattern.DOTALL : 0;
    return new Datum.Regex(compile(a.text(0), flags));
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

  /** Python's {@code re.escape}. */
  private static String escaped(String text) {
    var out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ("()[]{}?*+-|^$\\.&~# \t\n\r\u000b\f".indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
    }
    return out.toString();
  }

  /** A pattern, made or still written as a text. */
  static Pattern pattern(Datum datum) {
    return switch (datum) {
      case Datum.Regex(Pattern pattern) -> pattern;
      case Datum.Of(Value.Text(String text, _)) -> compile(text, 0);
      case Datum.Of _, Datum.Flow _, Datum.Scope _, Datum.SetOf _, Datum.Ordered _ ->
          throw new Mistake("yaql: a pattern must be a string or regex(...)");
    };
  }

  private static String subject(Arguments a) {
    return a.text(a.datum(0) instanceof Datum.Regex ? 1 : 0);
  }

  /** The pattern may come first or second. */
  private static Matcher matcher(Arguments a) {
    Datum first = a.datum(0);
    String text = subject(a);
    a.interpreter().grow(text.length()); // each character is looked at
    return pattern(first instanceof Datum.Regex ? first : a.datum(1)).matcher(text);
  }

  private static Value group(Matcher matcher, int group) {
    String found = matcher.group(group);
    return found == null ? Value.nothing() : Value.text(found);
  }

  private static Datum search(Arguments a) {
    Matcher matcher = matcher(a);
    return matcher.find() ? found(a, matcher, 2) : Operators.of(Value.nothing());
  }

  private static Datum searchAll(Arguments a) {
    Matcher matcher = matcher(a);
    List<Value> all = new ArrayList<>();
    while (matcher.find()) {
      a.interpreter().step();
      all.add(a.interpreter().value(found(a, matcher, 2)));
    }
    return new Datum.Flow(all);
  }

  /** The match, or what a function makes of it: {@code $1} is the whole, then the groups. */
  private static Datum found(Arguments a, Matcher matcher, int selector) {
    if (!a.has(selector)) {
      return Operators.of(group(matcher, 0));
    }
    Datum[] groups = new Datum[matcher.groupCount() + 1];
    for (int i = 0; i < groups.length; i++) {
      SequencedMap<String, Value> match = new LinkedHashMap<>();
      match.put("value", group(matcher, i));
      match.put("start", Value.number(matcher.start(i)));
      match.put("end", Value.number(matcher.end(i)));
      groups[i] = Operators.of(Value.map(match));
    }
    return a.call(selector, groups);
  }

  static Datum split(Arguments a) {
    int most = a.integer(2, 0);
    String text = subject(a);
    Matcher matcher = matcher(a);
    List<Value> parts = new ArrayList<>();
    int from = 0;
    for (int splits = 0; (most <= 0 || splits < most) && matcher.find(); splits++) {
      a.interpreter().step();
      parts.add(Value.text(text.substring(from, matcher.start())));
      for (int group = 1; group <= matcher.groupCount(); group++) {
        parts.add(group(matcher, group));
      }
      from = matcher.end();
    }
    parts.add(Value.text(text.substring(from)));
    return Sequences.list(parts);
  }

  static Datum replace(Arguments a) {
    String template = template(a.text(2));
    Matcher matcher = matcher(a);
    var out = new StringBuilder();
    for (int i = 0; i < most(a) && matcher.find(); i++) {
      int before = out.length();
      matcher.appendReplacement(out, template);
      a.interpreter().grow((long) MATCH + out.length() - before);
    }
    return Operators.of(Value.text(matcher.appendTail(out).toString()));
  }

  private static int most(Arguments a) {
    int count = a.integer(3, 0);
    return count > 0 ? count : Integer.MAX_VALUE;
  }

  private static Datum replaceBy(Arguments a) {
    String text = subject(a);
    Matcher matcher = matcher(a);
    Function<Matcher, String> by =
        match -> {
          if (a.interpreter().value(found(a, match, 2)) instanceof Value.Text(String made, _)) {
            return made;
          }
          throw a.wrong("a function that gives strings");
        };
    var out = new StringBuilder();
    int from = 0;
    for (int i = 0; i < most(a) && matcher.find(); i++) {
      String made = by.apply(matcher);
      a.interpreter().grow((long) MATCH + made.length());
      out.append(text, from, matcher.start()).append(made);
      from = matcher.end();
    }
    return Operators.of(Value.text(out.append(text.substring(from)).toString()));
  }

  /** Python writes group 1 as {@code \1} or {@code \g<1>}, the engine as {@code $1}. */
  private static String template(String python) {
    return python
        .replace("$", "\\$")
        .replaceAll("\\\\g<([0-9]{1,2})>", "\\${$1}")
        .replaceAll("\\\\([0-9]{1,2})", "\\${$1}")
        .replaceAll("\\$\\{([0-9]{1,2})\\}", "\\$$1");
  }
}
