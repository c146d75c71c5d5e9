package io.kiln.api.heat;

import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import io.kiln.api.settings.PolicyGuard;
import io.kiln.api.settings.ProtectedStackException;
import io.kiln.api.settings.StackSettingsStore;
import io.kiln.engine.convergence.Adoption;
import io.kiln.engine.convergence.Asking;
import io.kiln.engine.convergence.InvalidStackException;
import io.kiln.engine.convergence.NewRevision;
import io.kiln.engine.convergence.OvertakenRevisionException;
import io.kiln.engine.convergence.StackExistsException;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.StackService;
import io.kiln.engine.convergence.Stacks;
import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Plan;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.engine.reading.StackLine;
import io.kiln.templates.compile.HeatErrorType;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.value.Value;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Carries requests to the engine as revisions, and brings back what is wrong with them together
 * with the texts it is wrong in.
 */
public final class StackCommands {

  /**
   * How often a partial update is made anew because others came first. Each attempt that loses
   * means that one of them won, so this is how many may change one stack at the same moment.
   */
  private static final int ATTEMPTS = 20;

  private final StackService service;
  private final StackReader reader;
  private final StackSettingsStore settings;
  private final FetchedTexts fetched;
  private final InstantSource clock;

  /** Carries requests to this engine. */
  public StackCommands(
      StackService service,
      StackReader reader,
      StackSettingsStore settings,
      FetchedTexts fetched,
      InstantSource clock) {
    this.service = service;
    this.reader = reader;
    this.settings = settings;
    this.fetched = fetched;
    this.clock = clock;
  }

  StackRecord create(String project, StackRequest sent) {
    String name = sent.newName();
    if (sent.converge()) {
      throw new RefusedException(
          Refusal.of(400, "NotSupported", "'converge' is for updates: nothing exists yet."));
    }
    StackRequest request = fetched.complete(sent);
    Optional<Adoption> adoption =
        request.adopting().map(document -> Adoption.read(document, clock.instant()));
    NewRevision revision = whole(request, new StackIdentity(project, name, ""), Optional.empty());
    return explained(
        revision.source(),
        () ->
            adoption.isPresent()
                ? service.adopt(project, name, revision, adoption.get())
                : service.create(project, name, revision));
  }

  /** A whole new revision. */
  StackRecord replace(StackRecord stack, StackRequest request) {
    return update(stack, whole(fetched.complete(request), stack.identity(), Optional.of(stack)));
  }

  /**
   * A revision that takes over from the latest what is not in the request; when another update
   * comes first, it is made anew on top of that one.
   *
   * @throws OvertakenRevisionException when others come first again and again
   */
  StackRecord patch(StackRecord stack, StackRequest sent) {
    StackRequest request = fetched.complete(sent);
    StackRecord latest = stack;
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        return update(latest, partial(latest, request));
      } catch (OvertakenRevisionException overtaken) {
        latest = service.living(stack.project(), stack.id().toString());
      }
    }
    return update(latest, partial(latest, request));
  }

  private StackRecord update(StackRecord stack, NewRevision revision) {
    return explained(
        revision.source(),
        () ->
            service.update(
                stack.project(),
                stack.id().toString(),
                revision,
                new PolicyGuard(settings).of(stack.id())));
  }

  /**
   * Goes back from an update that runs to what was there before.
   *
   * @throws RefusedException when no update runs
   */
  void cancelUpdate(StackRecord stack) {
    if (stack.action() != Action.UPDATE || stack.status() != Status.IN_PROGRESS) {
      throw new RefusedException(
          Refusal.of(
              400,
              "NotSupported",
              "Cancelling update when stack is %s is not supported.".formatted(stack.state())));
    }
    service.rollBack(stack.project(), stack.id().toString());
  }

  /** Ends what a stack is doing where it is safe. */
  void cancel(StackRecord stack) {
    service.cancel(stack.project(), stack.id().toString());
  }

  /** Goes over everything there is. */
  void ask(StackRecord stack, Action action) {
    service.ask(stack.project(), stack.id().toString(), action);
  }

  /** Says how a resource is. */
  void mark(StackLine stack, ResourceState resource, boolean unhealthy, String reason) {
    service.mark(stack.project(), stack.id().toString(), resource.path(), unhealthy, reason);
  }

  /** Signals a resource. */
  void signal(StackLine stack, String path, Value details) {
    service.signal(stack.project(), stack.id().toString(), path, details);
  }

  /**
   * Begins to delete a stack.
   *
   * @throws ProtectedStackException when nobody may
   */
  void delete(StackRecord stack) {
    mayEnd(stack);
    service.delete(stack.project(), stack.id().toString());
  }

  /**
   * Forgets a stack without deleting what it made.
   *
   * @throws ProtectedStackException when nobody may
   */
  Stacks.Abandoned abandon(StackRecord stack) {
    mayEnd(stack);
    return service.abandon(stack.project(), stack.id().toString());
  }

  private void mayEnd(StackRecord stack) {
    if (settings.of(stack.id()).terminationProtection()) {
      throw new ProtectedStackException(stack.name());
    }
  }

  /** What a create or a whole update of this name would do. */
  public Plan plan(String project, String name, StackRequest request) {
    NewRevision revision =
        whole(fetched.complete(request), new StackIdentity(project, name, ""), Optional.empty());
    return explained(revision.source(), () -> service.plan(project, name, revision));
  }

  /** What a partial update would do. */
  public Plan planPatch(String project, String name, StackRequest request) {
    NewRevision revision = partial(service.living(project, name), fetched.complete(request));
    return explained(revision.source(), () -> service.plan(project, name, revision));
  }

  /**
   * Everything about a stack that is not there, after the very checks a create makes.
   *
   * @throws RefusedException when a create would be refused
   */
  Frame previewCreate(String project, StackRequest sent) {
    String name = sent.newName();
    if (reader.exists(project, name)) {
      throw new StackExistsException(name);
    }
    var identity = new StackIdentity(project, name, "");
    NewRevision revision = whole(fetched.complete(sent), identity, Optional.empty());
    explained(revision.source(), () -> service.plan(project, name, revision));
    return reader
        .compiled(revision.source(), identity)
        .orElseThrow(() -> new IllegalStateException("planned, but not compiled"));
  }

  /** What a delete would do. */
  public Plan planDelete(String project, String name) {
    return service.planDelete(project, name);
  }

  /** A request with what it names by an address. */
  public StackRequest completed(StackRequest request) {
    return fetched.complete(request);
  }

  /** The revision that a request makes by itself, with what its template names by addresses. */
  public NewRevision whole(
      StackRequest request, StackIdentity identity, Optional<StackRecord> before) {
    return addressed(Revisions.whole(request, before, author()), identity);
  }

  private NewRevision addressed(NewRevision revision, StackIdentity identity) {
    return revision.of(fetched.complete(revision.source(), identity));
  }

  /** The revision that a request makes on top of the latest. */
  public NewRevision partial(StackRecord stack, StackRequest request) {
    StackSource stored = reader.source(stack);
    return addressed(
        Revisions.partial(
            request,
            stack,
            stored,
            source ->
                Texts.template(source)
                    .map(template -> template.parameters().keySet())
                    .orElse(stored.parameters().keySet()),
            author()),
        stack.identity());
  }

  private static String author() {
    return Asking.current().user();
  }

  /**
   * Does something with texts, and says where in them a mistake is.
   *
   * @throws RefusedException instead of {@link InvalidStackException}
   */
  public static <T> T explained(StackSource source, Supplier<T> action) {
    try {
      return action.get();
    } catch (InvalidStackException e) {
      throw new RefusedException(refusal(e.diagnostics(), source));
    }
  }

  /** What is wrong with a source, as a refusal of it. */
  public static Refusal refusal(List<Diagnostic> diagnostics, StackSource source) {
    Map<String, String> texts = new HashMap<>(source.files());
    texts.put(source.templateName(), source.template());
    source.environment().ifPresent(text -> texts.put("environment", text));
    Diagnostic first =
        diagnostics.stream()
            .filter(found -> found.severity() == Diagnostic.Severity.ERROR)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("refused without an error"));
    return new Refusal(400, HeatErrorType.of(first.code()), first.message(), diagnostics, texts);
  }
}
