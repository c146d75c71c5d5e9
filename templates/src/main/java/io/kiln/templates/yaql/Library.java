package io.kiln.templates.yaql;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The standard library; every function may be called as a method of its first argument too. */
final class Library {

  static final Map<String, Builtin> BUILTINS = all();

  /** What the reference has and a template must not: its value would differ between two looks. */
  static final Set<String> ABSENT =
      Set.of(
          "now",
          "random",
          "datetime",
          "timespan",
          "localtz",
          "utctz",
          "def",
          "call",
          "isDatetime",
          "isTimespan");

  private Library() {}

  private static Map<String, Builtin> all() {
    Map<String, Builtin> all = new TreeMap<>();
    Basics.into(all);
    Sequences.into(all);
    Dictionaries.into(all);
    Numbers.into(all);
    Slices.into(all);
    Sets.into(all);
    Makers.into(all);
    Ordering.into(all);
    Patterned.into(all);
    Texts.into(all);
    return Collections.unmodifiableMap(all);
  }
}
