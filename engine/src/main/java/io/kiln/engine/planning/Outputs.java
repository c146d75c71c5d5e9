package io.kiln.engine.planning;

import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.OutputDefinition;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The outputs of one stack of a walk, as far as they are known. */
final class Outputs {

  private Outputs() {}

  /** The values by name; null for an output that cannot be evaluated. */
  static Value.MapOf values(Scope scope, List<Diagnostic> findings) {
    var values = new LinkedHashMap<String, Value>();
    for (String name : scope.frame().outputs().keySet()) {
      Evaluated<Value> output = scope.frame().output(name, scope);
      findings.addAll(output.diagnostics());
      values.put(name, output.failed() ? Value.nothing() : output.result());
    }
    return Value.map(values);
  }

  /**
   * {@code {"value": …}} or {@code {"error": text}} by name; an exported one has its name for other
   * stacks beside it, as {@code "export"}.
   */
  static Value.MapOf shown(Scope scope, List<Diagnostic> findings) {
    var shown = new LinkedHashMap<String, Value>();
    for (OutputDefinition definition : scope.frame().outputs().values()) {
      Evaluated<Value> output = scope.frame().output(definition.name(), scope);
      findings.addAll(output.diagnostics());
      var entry = new LinkedHashMap<>(shown(output));
      definition.exportName().ifPresent(export -> entry.put("export", Value.text(export)));
      shown.put(definition.name(), Value.map(entry));
    }
    return Value.map(shown);
  }

  private static Map<String, Value> shown(Evaluated<Value> output) {
    if (output.failed()) {
      return Map.of("error", Value.text(firstError(output)));
    }
    return output.result().known()
        ? Map.of("value", output.result())
        : Map.of("error", Value.text(output.result().toString()));
  }

  /** The first error in words, with its place. */
  static String firstError(Evaluated<?>... results) {
    for (Evaluated<?> result : results) {
      for (Diagnostic found : result.diagnostics()) {
        if (found.severity() == Diagnostic.Severity.ERROR) {
          return found.at().isSomewhere()
              ? "%s (%s)".formatted(found.message(), found.at())
              : found.message();
        }
      }
    }
    throw new IllegalArgumentException("nothing is wrong in any of the results");
  }
}
