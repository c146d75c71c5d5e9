package io.kiln.it.harness;

import io.kiln.cli.files.Bundle;
import io.kiln.cli.files.Collector;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a stack is to be.
 *
 * @param templateName for messages
 * @param rollback whether a failure leads back
 */
public record Wanted(
    String template,
    String templateName,
    Map<String, String> files,
    List<String> environmentFiles,
    Map<String, Object> parameters,
    boolean rollback) {

  /** The folder of the templates that ship. */
  public static final Path LIBRARY = Path.of("..", "templates", "library");

  public Wanted {
    files = Map.copyOf(files);
    environmentFiles = List.copyOf(environmentFiles);
    parameters = Map.copyOf(parameters);
  }

  /** A template without files. */
  public static Wanted of(String template) {
    return new Wanted(template, "test.yaml", Map.of(), List.of(), Map.of(), false);
  }

  /** A template that ships, collected as the command line does. */
  public static Wanted shipped(String template, String... environments) {
    Bundle bundle =
        Collector.collect(
            LIBRARY.resolve(template),
            List.of(environments).stream().map(LIBRARY::resolve).toList());
    return new Wanted(
        bundle.template(),
        bundle.templateName(),
        bundle.files(),
        bundle.environmentFiles(),
        Map.of(),
        false);
  }

  /** The same with one more parameter, or another value for it. */
  public Wanted with(String parameter, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(parameters);
    more.put(parameter, value);
    return new Wanted(template, templateName, files, environmentFiles, more, rollback);
  }

  /** The same, rolled back when it fails. */
  public Wanted rolledBack() {
    return new Wanted(template, templateName, files, environmentFiles, parameters, true);
  }

  /** As a request says it. */
  Map<String, Object> body(String stackName) {
    return Map.of(
        "stack_name", stackName,
        "template", template,
        "template_name", templateName,
        "files", files,
        "environment_files", environmentFiles,
        "parameters", parameters,
        "disable_rollback", !rollback);
  }
}
