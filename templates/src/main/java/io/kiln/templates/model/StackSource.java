package io.kiln.templates.model;

import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All texts and values one revision of a stack is made of, exactly as sent: what is stored, hashed
 * and compiled.
 *
 * @param template the root template's text (YAML or JSON)
 * @param templateName what to call it in messages
 * @param files texts by name: child templates, {@code get_file} contents, environment files
 * @param environmentFiles names in {@code files} of environments, merged in this order
 * @param environment an environment of its own (YAML or JSON), used when there are no files
 * @param parameters values that win over those of every environment
 * @param forgotten parameters whose values in environments do not count any more
 */
public record StackSource(
    String template,
    String templateName,
    Map<String, String> files,
    List<String> environmentFiles,
    Optional<String> environment,
    Map<String, Value> parameters,
    Set<String> forgotten) {

  public StackSource {
    files = Map.copyOf(files);
    environmentFiles = List.copyOf(environmentFiles);
    parameters = Map.copyOf(parameters);
    forgotten = Set.copyOf(forgotten);
  }

  /** One in which all that environments say counts. */
  public StackSource(
      String template,
      String templateName,
      Map<String, String> files,
      List<String> environmentFiles,
      Optional<String> environment,
      Map<String, Value> parameters) {
    this(template, templateName, files, environmentFiles, environment, parameters, Set.of());
  }
}
