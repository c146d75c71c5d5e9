package io.kiln.templates.function.cfn;

import io.kiln.templates.dialect.CfnDialect;
import io.kiln.templates.expression.Function;
import io.kiln.templates.expression.Vocabulary;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Suggestion;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The functions of one dialect, and what is said of keys that look like one and are none. */
final class CfnVocabulary implements Vocabulary {

  /** Functions that only the language extensions have. */
  private static final List<String> EXTENSIONS = List.of("Fn::Length", "Fn::ToJsonString");

  private final CfnDialect dialect;
  private final boolean extended;
  private final Map<String, Function> values;
  private final Map<String, Function> conditions;

  CfnVocabulary(
      CfnDialect dialect,
      boolean extended,
      Collection<Function> values,
      Collection<Function> conditions) {
    this.dialect = dialect;
    this.extended = extended;
    this.values = byName(values);
    this.conditions = byName(conditions);
  }

  private static Map<String, Function> byName(Collection<Function> functions) {
    Map<String, Function> named = new TreeMap<>();
    functions.forEach(function -> named.put(function.name(), function));
    return Collections.unmodifiableMap(named);
  }

  @Override
  public Map<String, Function> values() {
    return values;
  }

  @Override
  public Map<String, Function> conditions() {
    return conditions;
  }

  @Override
  public Optional<Remark> remark(String key) {
    if (!key.startsWith("Fn::") && !key.equals("Ref")) {
      return Optional.empty();
    }
    if (dialect == CfnDialect.HEAT) {
      return Optional.of(
          new Remark(
              Diagnostic.Severity.WARNING,
              "unknown-function",
              "%s has no function \"%s\": here it is a plain map.".formatted(dialect.key(), key),
              Suggestion.hint(key, values.keySet())));
    }
    if (!extended && EXTENSIONS.contains(key)) {
      return Optional.of(
          new Remark(
              Diagnostic.Severity.ERROR,
              "needs-transform",
              "The function %s is one of the language extensions.".formatted(key),
              Optional.of(Extensions.HINT)));
    }
    return Optional.of(
        CfnFunctions.names().contains(key)
            ? Remark.misplaced(key)
            : new Remark(
                Diagnostic.Severity.ERROR,
                "unknown-function",
                "There is no function %s.".formatted(key),
                Suggestion.hint(key, CfnFunctions.names())));
  }
}
