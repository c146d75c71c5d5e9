package io.kiln.lint;

import io.kiln.templates.parameter.ParameterType;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Findings;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts together what was found in many templates: the same finding once, and without those that
 * only one template's point of view makes a finding.
 */
final class Gathered {

  private static final Pattern TYPE = Pattern.compile("\\((.*)\\)");
  private static final Pattern ELSEWHERE = Pattern.compile("\\b(?!file:)[a-z][a-z0-9+.-]*://");

  private final Shelf shelf;
  private final int roots;
  private final Predicate<String> mapped;
  private final Map<Diagnostic, Integer> times = new HashMap<>();
  private final Set<String> children = new HashSet<>();

  /**
   * Begins.
   *
   * @param roots how many templates are checked with the same environments
   * @param mapped whether an environment that is checked itself says what a type stands for
   */
  Gathered(Shelf shelf, int roots, Predicate<String> mapped) {
    this.shelf = shelf;
    this.roots = roots;
    this.mapped = mapped;
  }

  /** Adds what was found in a template, its children's findings among them. */
  void add(List<Diagnostic> findings, Collection<String> used) {
    children.addAll(used);
    add(findings);
  }

  void add(List<Diagnostic> findings) {
    findings.forEach(found -> times.merge(found, 1, Integer::sum));
  }

  Report report(int files) {
    Map<String, Findings> byFile = new TreeMap<>();
    times.forEach(
        (found, count) -> {
          if (holds(found, count)) {
            byFile.computeIfAbsent(found.at().file(), _ -> new Findings()).add(told(found));
          }
        });
    List<Diagnostic> findings =
        byFile.values().stream().flatMap(one -> one.sorted().stream()).toList();
    Map<String, String> sources = new HashMap<>();
    byFile
        .keySet()
        .forEach(name -> shelf.get(name).ifPresent(text -> sources.put(name, text.content())));
    return new Report(findings, files, sources);
  }

  private static String type(Diagnostic found) {
    Matcher type = TYPE.matcher(found.message());
    return type.find() ? type.group(1) : "";
  }

  /** A server was sent files; here they are read. */
  private static Diagnostic told(Diagnostic found) {
    return switch (found.code()) {
      case "missing-file", "missing-template" ->
          found.withHint(
              "there is no such file; names start from the folder of the file they stand in");
      default -> found;
    };
  }

  private boolean holds(Diagnostic found, int count) {
    return switch (found.code()) {
      // An environment that several templates share has values for each of them.
      case "unknown-user-parameter" -> count >= roots;
      // What a template takes from others, all of its kind take.
      case "unused-parameter" -> !children.contains(found.at().file());
      case "unknown-type" -> !mapped.test(type(found));
      case "missing-file", "missing-template" -> !ELSEWHERE.matcher(found.message()).find();
      case "yes-or-no" -> !ofParameter(found, ParameterType.BOOLEAN);
      case "shortened-number" -> !ofParameter(found, ParameterType.NUMBER);
      default -> true;
    };
  }

  /** Whether an environment gives it to a parameter that has this type wherever it is known. */
  private boolean ofParameter(Diagnostic found, ParameterType type) {
    String path = found.path();
    if (!path.startsWith("parameters.") && !path.startsWith("parameter_defaults.")) {
      return false;
    }
    String name = path.substring(path.indexOf('.') + 1);
    return shelf.documents().stream()
        .flatMap(document -> document.root().stream())
        .flatMap(root -> TypesBeside.parameterType(root, name).stream())
        .anyMatch(type::equals);
  }
}
