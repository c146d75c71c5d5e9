package io.kiln.api.heat;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kiln.api.http.Shown;
import io.kiln.engine.convergence.ExportedTree;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.planning.ResourceState;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stack with all that describes it: what an export and an abandon answer, an adoption reads, and
 * a snapshot shows.
 *
 * @param template as JSON, or its text when it is no object
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record StackDocument(
    String name,
    String id,
    String action,
    Environment environment,
    Map<String, String> files,
    String status,
    @Nullable Object template,
    @Nullable Object resources,
    String projectId,
    String stackUserProjectId,
    List<String> tags) {

  /** The environment in effect. */
  record Environment(
      Map<String, @Nullable Object> resourceRegistry,
      Map<String, @Nullable Object> parameters,
      Map<String, @Nullable Object> parameterDefaults,
      List<Object> eventSinks) {}

  /** For whoever takes the stack over: nothing is masked, or it could not be adopted. */
  static StackDocument exported(StackRecord stack, StackSource source, List<ResourceState> rows) {
    return new StackDocument(
        stack.name(),
        stack.id().toString(),
        stack.action().name(),
        new Environment(
            EnvironmentView.withTemplates(source).resourceRegistry(),
            clear(EnvironmentView.parameters(source)),
            clear(EnvironmentView.defaults(source)),
            List.of()),
        plainFiles(source),
        stack.status().name(),
        template(source),
        Shown.clear(ExportedTree.of(rows)),
        stack.project(),
        stack.project(),
        stack.tags());
  }

  /** For everybody's eyes: what must not be shown is masked. A restore needs none of it. */
  static StackDocument snapshot(StackRecord stack, StackSource source, Value.MapOf resources) {
    EnvironmentView environment = EnvironmentView.withTemplates(source);
    return new StackDocument(
        stack.name(),
        stack.id().toString(),
        "SNAPSHOT",
        new Environment(
            environment.resourceRegistry(),
            environment.parameters(),
            environment.parameterDefaults(),
            List.of()),
        plainFiles(source),
        "COMPLETE",
        template(source),
        Shown.masked(resources),
        stack.project(),
        stack.project(),
        stack.tags());
  }

  /** What the environments said is in the environment by now. */
  private static Map<String, String> plainFiles(StackSource source) {
    Map<String, String> files = new LinkedHashMap<>(source.files());
    files.keySet().removeAll(source.environmentFiles());
    return files;
  }

  private static @Nullable Object template(StackSource source) {
    Optional<Value> read = Texts.value(source.template(), source.templateName());
    return read.isPresent() ? Shown.clear(read.get()) : source.template();
  }

  private static Map<String, @Nullable Object> clear(Map<String, Value> values) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    values.forEach((name, value) -> shown.put(name, Shown.clear(value)));
    return shown;
  }
}
