package io.kiln.templates.corpus;

import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A case file: the template, then parts that begin with a line of their own: {@code #### file:
 * NAME}, {@code #### environment: NAME} or {@code #### parameters} (JSON), or {@code #### alone}:
 * then nobody answers what lies outside of the stack.
 */
record GoldenCase(StackSource source, boolean alone) {

  private static final String PART = "#### ";

  static GoldenCase parse(String text) {
    Map<String, String> files = new LinkedHashMap<>();
    List<String> environments = new ArrayList<>();
    Map<String, Value> parameters = new LinkedHashMap<>();
    boolean alone = false;
    String[] parts = ("\n" + text).split("\n" + PART, -1);
    String template =
        parts[0].substring(Math.min(1, parts[0].length())) + (parts.length > 1 ? "\n" : "");
    for (String part : List.of(parts).subList(1, parts.length)) {
      int end = part.indexOf('\n');
      String head = part.substring(0, end).strip();
      String body = part.substring(end + 1);
      if (head.equals("alone")) {
        alone = true;
      } else if (head.equals("parameters")) {
        parameters.putAll(((Value.MapOf) Json.parse(body)).entries());
      } else {
        String name = head.substring(head.indexOf(':') + 1).strip();
        files.put(name, body);
        if (head.startsWith("environment:")) {
          environments.add(name);
        }
      }
    }
    return new GoldenCase(
        new StackSource(template, "case.yaml", files, environments, Optional.empty(), parameters),
        alone);
  }

  /** The same of a text that may be no case any more: what cannot be a part is left out. */
  static GoldenCase mutated(String text) {
    try {
      return parse(text);
    } catch (RuntimeException _) {
      return new GoldenCase(
          new StackSource(text, "case.yaml", Map.of(), List.of(), Optional.empty(), Map.of()),
          true);
    }
  }
}
