package io.kiln.templates.yaql;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The standard library; every function may be called as a method of its first argument too. */
final class Library {

  static final Map<String, Builtin> BUILTINS = all();

  private Library() {}

  private static Map<String, Builtin> all() {
    Map<String, Builtin> all = new TreeMap<>();
    Basics.into(all);
    Sequences.into(all);
    Dictionaries.into(all);
    Texts.into(all);
    return Collections.unmodifiableMap(all);
  }
}
