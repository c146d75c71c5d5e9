package io.kiln.templates.yaql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * What the parameters of each function are called, so that {@code key => value} finds its place.
 *
 * @param names for each place, the receiver's first, all names it has; overloads have several
 * @param more whether any number may follow
 * @param keys whether keys of other names are the function's own business
 */
record Parameters(List<List<String>> names, boolean more, boolean keys) {

  private static final Map<String, Parameters> ALL = new HashMap<>();

  Parameters {
    names = List.copyOf(names);
  }

  /** The parameters of a function. */
  static Optional<Parameters> of(String function) {
    return Optional.ofNullable(ALL.get(function));
  }

  /** The place of a name that is not taken yet. */
  Optional<Integer> place(String name, IntPredicate taken) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).contains(name) && !taken.test(i)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /** Written {@code name} or {@code name|other}; {@code *} for more, {@code **} for keys. */
  private static void put(String functions, String... places) {
    List<List<String>> names =
        List.of(places).stream()
            .filter(place -> !place.startsWith("*"))
            .map(place -> List.of(place.split("\\|")))
            .toList();
    var parameters =
        new Parameters(names, List.of(places).contains("*"), List.of(places).contains("**"));
    for (String function : functions.split(" ")) {
      ALL.put(function, parameters);
    }
  }

  static {
    put("coalesce concat examine selectCase selectAllCases list with", "*");
    put("switch dict", "*", "**");
    put("let", "*", "**");
    put("len", "sequence|collection|string|d|s");
    put("isEmpty", "string", "trim|trimSpaces", "chars");
    put("bool int float str isBoolean isNumber isInteger isIterable isRegex", "value");
    put("isList isDict isString isSet isSequence", "arg");
    put("switchCase", "case", "*");
    put("assert", "obj", "condition", "message");
    put("abs", "op");
    put("sign hex", "num");
    put("pow", "a", "b", "c");
    put("round", "number", "ndigits");
    put("bitwiseAnd bitwiseOr bitwiseXor", "left", "right");
    put("bitwiseNot", "arg");
    put("shiftBitsLeft shiftBitsRight", "value", "bitsNumber");
    put("max min", "collection|a", "initial|b");
    put("sum", "collection", "initial");
    put("format", "template", "*", "**");
    put(
        "join",
        "sequence|separator|collection1",
        "separator|sequence|collection2",
        "predicate",
        "selector");
    put("split", "string|regexp", "separator|string|regexp", "maxSplits|maxSplit");
    put("rightSplit", "string", "separator", "maxSplits");
    put(
        "replace",
        "string|regexp|collection",
        "old|replacements|string|regexp|position",
        "new|repl|value|count",
        "count");
    put("replaceBy", "regexp|string", "string|regexp", "repl", "count");
    put("toLower toUpper toCharArray escapeRegex", "string");
    put("startsWith endsWith", "string", "*");
    put("trim trimLeft trimRight norm", "string", "chars");
    put("substring", "string", "start", "length");
    put("indexOf lastIndexOf", "string|collection", "sub|item", "start", "length");
    put("characters", "**");
    put("regex", "pattern", "ignoreCase", "multiLine", "dotAll");
    put("matches", "regexp|string", "string|regexp");
    put("search searchAll", "regexp|string", "string|regexp", "selector");
    put("select map selectMany", "collection", "selector");
    put(
        "where filter any all takeWhile skipWhile indexWhere lastIndexWhere splitWhere sliceWhere",
        "collection",
        "predicate");
    put("first last single", "collection", "default");
    put("distinct", "collection", "keySelector");
    put("flatten reverse toList toSet memorize count cycle", "collection");
    put("groupBy", "collection", "keySelector", "valueSelector", "aggregator");
    put("orderBy orderByDescending thenBy thenByDescending", "collection", "selector");
    put("reduce aggregate accumulate", "collection", "selector", "seed");
    put("zip", "*");
    put("zipLongest", "*", "**");
    put("enumerate", "collection", "start");
    put("skip take limit", "collection", "count");
    put("append", "collection", "*");
    put("slice", "collection", "length");
    put("splitAt", "collection", "index");
    put("range", "start|stop", "stop", "step");
    put("sequence", "start", "step");
    put("repeat", "value", "times");
    put("defaultIfEmpty", "collection", "default");
    put("generate", "initial", "predicate", "producer", "selector", "decycle");
    put("generateMany", "initial", "producer", "selector", "decycle", "depthFirst");
    put("insert", "collection", "position", "value");
    put("insertMany", "collection", "position", "values");
    put("replaceMany", "collection", "position", "values", "count");
    put("unpack", "sequence", "*");
    put("contains", "collection|string", "value");
    put("get", "dict|d", "key", "default");
    put("set", "dict|d", "*", "**");
    put("keys values items", "dict|d");
    put("containsKey", "dict|d", "key");
    put("containsValue", "dict|d", "value");
    put("delete", "dict|d|collection", "position", "count", "*");
    put("deleteAll", "dict|d", "keys");
    put("toDict", "collection", "keySelector", "valueSelector");
    put("mergeWith", "dict|d", "another", "listMerger", "itemMerger", "maxLevels");
    put("union intersect difference symmetricDifference", "left", "right");
    put("add remove", "set|s", "*");
  }
}
