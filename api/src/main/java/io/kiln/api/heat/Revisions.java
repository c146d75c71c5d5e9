package io.kiln.api.heat;

import io.kiln.engine.convergence.NewRevision;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.templates.document.Template;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Turns requests into the revisions they ask for. */
final class Revisions {

  /** Heat's default: a create or update that fails is left as it is. */
  private static final boolean DISABLE_ROLLBACK = true;

  private Revisions() {}

  /** The first revision of a stack, or one that takes nothing over but flags and tags. */
  static NewRevision whole(StackRequest request, Optional<StackRecord> before, String author) {
    return with(request, request.source(), before, author);
  }

  /**
   * A revision on top of an earlier one, as Heat's PATCH has it: the stored template unless another
   * is sent; files, environments and parameters merged over the stored ones; parameters in {@code
   * clear_parameters} forgotten, and those a new template does not declare.
   *
   * @param declared the names of the parameters that a template text declares
   */
  static NewRevision partial(
      StackRequest request,
      StackRecord stack,
      StackSource stored,
      Function<StackSource, Set<String>> declared,
      String author) {
    Map<String, String> files = new LinkedHashMap<>(stored.files());
    files.putAll(request.files());
    List<String> environments = new ArrayList<>();
    environments.addAll(asFiles(stored.environmentFiles(), stored.environment(), files));
    environments.addAll(asFiles(request.environmentFiles(), request.environment(), files));
    Map<String, Value> parameters = new LinkedHashMap<>(stored.parameters());
    request.clearParameters().forEach(parameters::remove);
    var merged =
        new StackSource(
            request.template().orElse(stored.template()),
            request.template().isPresent() ? request.templateName() : stored.templateName(),
            files,
            environments,
            Optional.empty(),
            Map.of());
    if (request.template().isPresent()) {
      parameters.keySet().retainAll(declared.apply(merged));
    }
    parameters.putAll(request.parameters());
    var source =
        new StackSource(
            merged.template(),
            merged.templateName(),
            merged.files(),
            merged.environmentFiles(),
            merged.environment(),
            parameters);
    return with(request, source, Optional.of(stack), author).madeFrom(stack.latestRevision());
  }

  private static NewRevision with(
      StackRequest request, StackSource source, Optional<StackRecord> before, String author) {
    return new NewRevision(
            source,
            request
                .disableRollback()
                .orElse(before.map(StackRecord::disableRollback).orElse(DISABLE_ROLLBACK)),
            request.timeout().or(() -> before.flatMap(StackRecord::timeout)),
            request.tags().orElse(before.map(StackRecord::tags).orElse(List.of())),
            Texts.template(source).map(Template::description).orElse(""),
            author)
        .renaming(request.renames())
        .converging(request.converge());
  }

  /**
   * The names of the environments to merge, in order. One that was sent by itself becomes a file,
   * under a name that is free, so that a later one can be put on top of it.
   */
  private static List<String> asFiles(
      List<String> names, Optional<String> environment, Map<String, String> files) {
    if (!names.isEmpty() || environment.isEmpty() || environment.get().isBlank()) {
      return names;
    }
    int number = 1;
    while (files.containsKey("environment-" + number)) {
      number++;
    }
    files.put("environment-" + number, environment.get());
    return List.of("environment-" + number);
  }
}
