package io.kiln.lint;

import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** Findings as one JSON array, an object a line. Keys are only ever added. */
public final class JsonReport {

  private JsonReport() {}

  /** The whole of it. */
  public static String of(Report report) {
    return report.findings().stream()
        .map(found -> Json.write(object(found)))
        .collect(Collectors.joining(",\n", "[", "]"));
  }

  private static Value object(Diagnostic found) {
    SequencedMap<String, Value> keys = new LinkedHashMap<>();
    keys.put("file", Value.text(found.at().file()));
    keys.put("line", Value.number(found.at().line()));
    keys.put("column", Value.number(found.at().column()));
    keys.put("severity", Value.text(found.severity().name().toLowerCase(Locale.ROOT)));
    keys.put("code", Value.text(found.code()));
    keys.put("path", Value.text(found.path()));
    keys.put("message", Value.text(found.message()));
    keys.put("hint", found.hint().<Value>map(Value::text).orElse(Value.nothing()));
    return Value.map(keys);
  }
}
