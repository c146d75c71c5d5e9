package io.kiln.api.heat;

import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import io.kiln.engine.convergence.InvalidStackException;
import io.kiln.engine.convergence.NewRevision;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.StackService;
import io.kiln.engine.planning.Plan;
import io.kiln.templates.model.Compiler;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.source.Diagnostic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Carries requests to the engine as revisions, and brings back what is wrong with them together
 * with the texts it is wrong in.
 */
public final class StackCommands {

  private final StackService service;
  private final StackReader reader;
  private final Compiler compiler;

  public StackCommands(StackService service, StackReader reader, Compiler compiler) {
    this.service = service;
    this.reader = reader;
    this.compiler = compiler;
  }

  StackRecord create(String project, StackRequest request) {
    String name = request.newName();
    NewRevision revision = Revisions.whole(request, Optional.empty(), project);
    return explained(revision.source(), () -> service.create(project, name, revision));
  }

  /** A whole new revision. */
  StackRecord replace(StackRecord stack, StackRequest request) {
    NewRevision revision = Revisions.whole(request, Optional.of(stack), stack.owner());
    return update(stack, revision);
  }

  /** A revision that takes over from the latest what is not in the request. */
  StackRecord patch(StackRecord stack, StackRequest request) {
    return update(stack, partial(stack, request));
  }

  private StackRecord update(StackRecord stack, NewRevision revision) {
    return explained(
        revision.source(), () -> service.update(stack.project(), stack.id().toString(), revision));
  }

  void delete(StackRecord stack) {
    service.delete(stack.project(), stack.id().toString());
  }

  /** What a create or a whole update of this name would do. */
  public Plan plan(String project, String name, StackRequest request) {
    NewRevision revision = Revisions.whole(request, Optional.empty(), project);
    return explained(revision.source(), () -> service.plan(project, name, revision));
  }

  /** What a partial update would do. */
  public Plan planPatch(String project, String name, StackRequest request) {
    NewRevision revision = partial(service.living(project, name), request);
    return explained(revision.source(), () -> service.plan(project, name, revision));
  }

  /** What a delete would do. */
  public Plan planDelete(String project, String name) {
    return service.planDelete(project, name);
  }

  private NewRevision partial(StackRecord stack, StackRequest request) {
    return Revisions.partial(
        request, stack, reader.source(stack), source -> declared(stack, source), stack.owner());
  }

  /** The parameters a template declares; when that cannot be told, those that are stored. */
  private Set<String> declared(StackRecord stack, StackSource source) {
    var identity = new StackIdentity(stack.project(), stack.name(), stack.id().toString());
    return compiler
        .compile(source, identity)
        .result()
        .map(Frame::parameters)
        .map(Map::keySet)
        .orElseGet(() -> reader.source(stack).parameters().keySet());
  }

  private static <T> T explained(StackSource source, Supplier<T> action) {
    try {
      return action.get();
    } catch (InvalidStackException e) {
      throw new RefusedException(refusal(e.diagnostics(), source));
    }
  }

  /** What is wrong with a source, as a refusal of it. */
  static Refusal refusal(List<Diagnostic> diagnostics, StackSource source) {
    Map<String, String> texts = new HashMap<>(source.files());
    texts.put(source.templateName(), source.template());
    source.environment().ifPresent(text -> texts.put("environment", text));
    Diagnostic first =
        diagnostics.stream()
            .filter(found -> found.severity() == Diagnostic.Severity.ERROR)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("refused without an error"));
    return new Refusal(400, type(first.code()), first.message(), diagnostics, texts);
  }

  /** The exception that Heat would have thrown. */
  private static String type(String code) {
    return switch (code) {
      case "unknown-parameter" -> "UnknownUserParameter";
      case "missing-parameter" -> "UserParameterMissing";
      case "circular-dependency" -> "CircularDependencyException";
      case "invalid-template-version", "unknown-version" -> "InvalidTemplateVersion";
      case "unknown-reference" -> "InvalidTemplateReference";
      default -> "StackValidationFailed";
    };
  }
}
