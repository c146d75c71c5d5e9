package io.kiln.engine.convergence;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Handlers;
import io.kiln.engine.planning.Plan;
import io.kiln.engine.planning.Target;
import io.kiln.templates.model.Compiler;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.value.Value;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What people ask of stacks: each question checks everything first and stores all of its answer or
 * nothing. Nothing here waits for a convergence.
 */
public final class StackService {

  /** Heat's rule for stack names (heat/common/identifier.py), and its limit. */
  private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_.-]{0,254}");

  private final StackPlanning planning;
  private final Handlers handlers;
  private final Stacks stacks;
  private final Supplier<UUID> ids;

  public StackService(
      Compiler compiler,
      Handlers handlers,
      Stacks stacks,
      Supplier<UUID> ids,
      InstantSource clock) {
    this.planning = new StackPlanning(compiler, handlers, stacks, ids, clock);
    this.handlers = handlers;
    this.stacks = stacks;
    this.ids = ids;
  }

  /**
   * Accepts a new stack.
   *
   * @throws InvalidStackException when anything in it is wrong
   * @throws StackExistsException when the project has a living stack of that name
   */
  public StackRecord create(String project, String name, NewRevision revision) {
    return create(project, name, ids.get(), revision);
  }

  /**
   * Accepts a new stack under an id that was told to somebody before.
   *
   * @throws InvalidStackException when anything in it is wrong
   * @throws StackExistsException when the project has a living stack of that name
   */
  public StackRecord create(String project, String name, UUID id, NewRevision revision) {
    return create(project, name, id, revision, StackService::any);
  }

  /**
   * The same, when somebody agrees to the plan of it.
   *
   * @param approval throws what the caller is to be told when it does not agree
   */
  public StackRecord create(
      String project, String name, UUID id, NewRevision revision, Consumer<Plan> approval) {
    if (stacks.find(project, name).isPresent()) {
      throw new StackExistsException(name);
    }
    Plan plan = planCreate(project, name, id.toString(), revision);
    approval.accept(plan);
    return taking(plan, () -> stacks.create(id, project, name, revision));
  }

  private static void any(Plan plan) {}

  private static StackRecord taking(Plan plan, Supplier<StackRecord> begin) {
    return Asking.also(errand -> errand.of(plan.steps().size()), begin);
  }

  /**
   * Accepts a stack that exists already: nothing is made for what its template says as it is.
   *
   * @throws AdoptionException when its template wants a resource that there is not
   * @throws InvalidStackException when anything in it is wrong
   * @throws StackExistsException when the project has a living stack of that name, or had one of
   *     the id
   */
  public StackRecord adopt(String project, String name, NewRevision revision, Adoption adoption) {
    checkName(name);
    var identity = new StackIdentity(project, name, adoption.stack().toString());
    Plan plan = planning.anew(identity, Action.ADOPT, revision, adoption.rows());
    plan.steps().stream()
        .filter(step -> step.verb() == Plan.Verb.CREATE)
        .findFirst()
        .ifPresent(
            step -> {
              throw new AdoptionException(
                  "Resource ADOPT failed: resources.%s: Resource ID was not provided."
                      .formatted(step.path()));
            });
    return stacks.adopt(
        adoption.stack(), project, name, revision.because(Origin.ADOPTION), adoption.rows());
  }

  /**
   * Forgets a stack and leaves everything outside as it is.
   *
   * @throws ActionInProgressException while it is doing something
   * @throws StackNotFoundException when there is no such stack
   */
  public Stacks.Abandoned abandon(String project, String nameOrId) {
    return stacks.abandon(living(project, nameOrId).id());
  }

  /**
   * Begins to take a snapshot.
   *
   * @param snapshotName for people; may be empty
   * @throws ActionInProgressException while the stack is doing something
   * @throws TooManySnapshotsException when it has too many
   * @throws StackNotFoundException when there is no such stack
   */
  public SnapshotRecord snapshot(String project, String nameOrId, String snapshotName) {
    return stacks.snapshot(living(project, nameOrId).id(), ids.get(), snapshotName);
  }

  /**
   * Gives a stack a new revision, whatever it is doing.
   *
   * @throws InvalidStackException when anything in it is wrong
   * @throws StackNotFoundException when there is no such stack
   */
  public StackRecord update(String project, String nameOrId, NewRevision revision) {
    return update(project, nameOrId, revision, StackService::any);
  }

  /**
   * The same, when somebody agrees to the plan of it.
   *
   * @param approval throws what the caller is to be told when it does not agree
   */
  public StackRecord update(
      String project, String nameOrId, NewRevision revision, Consumer<Plan> approval) {
    StackRecord stack = living(project, nameOrId);
    Plan plan = planning.update(stack, revision);
    approval.accept(plan);
    return taking(plan, () -> stacks.update(stack.id(), revision));
  }

  /**
   * Starts to delete a stack, whatever it is doing; again when a delete failed.
   *
   * @throws StackNotFoundException when there is no such stack
   */
  public StackRecord delete(String project, String nameOrId) {
    StackRecord stack = living(project, nameOrId);
    return stacks.retarget(stack.id(), Target.nothing(Action.DELETE));
  }

  /** The same, when somebody agrees to the plan of it; who does not throws what is to be told. */
  public StackRecord delete(String project, String nameOrId, Consumer<Plan> approval) {
    Plan plan = planDelete(project, nameOrId);
    approval.accept(plan);
    return taking(plan, () -> delete(project, nameOrId));
  }

  /**
   * Goes back to the last revision that was reached, or to nothing when there is none, from
   * whatever really exists.
   *
   * @throws StackNotFoundException when there is no such stack
   */
  public StackRecord rollBack(String project, String nameOrId) {
    StackRecord stack = living(project, nameOrId);
    Target target =
        stack.goodRevision().isPresent()
            ? Target.revision(Action.ROLLBACK, stack.goodRevision().getAsLong())
            : Target.nothing(Action.ROLLBACK);
    return stacks.retarget(stack.id(), target);
  }

  /**
   * Starts to ask something of every resource that there is; does nothing when a SUSPEND or RESUME
   * was the last that happened, with success.
   *
   * @param action CHECK, SUSPEND or RESUME
   * @throws ActionInProgressException while the stack is doing something: what would be asked of
   *     resources that change meanwhile is not worth knowing
   * @throws StackNotFoundException when there is no such stack
   */
  public StackRecord ask(String project, String nameOrId, Action action) {
    return stacks.ask(living(project, nameOrId).id(), action);
  }

  /**
   * Gives up what a stack is doing, whatever it is: steps under way end where it is safe, nothing
   * new begins, and the stack has failed.
   *
   * @throws NothingToCancelException when it is doing nothing
   * @throws StackNotFoundException when there is no such stack
   */
  public StackRecord cancel(String project, String nameOrId) {
    return stacks.halt(living(project, nameOrId).id());
  }

  /**
   * Says of a resource that it is broken, so that the next update replaces it; or that one that was
   * found broken is not.
   *
   * @param path the resource's place in the tree
   * @param reason why, for people
   * @throws ActionInProgressException while the stack is doing something
   * @throws ResourceNotFoundException when there is no such resource
   * @throws StackNotFoundException when there is no such stack
   */
  public void mark(String project, String nameOrId, String path, boolean unhealthy, String reason) {
    stacks.mark(living(project, nameOrId).id(), path, unhealthy, reason);
  }

  /**
   * Signals a resource. When this returns, the signal is stored.
   *
   * @param path the resource's place in the tree
   * @param details any JSON, null for nothing; {@code {"unset_hook": NAME}} clears a hook
   * @throws SignalRefusedException when the resource cannot take it
   * @throws ActionInProgressException when it would change a tree that is busy otherwise
   * @throws ResourceNotFoundException when there is no such resource
   * @throws StackNotFoundException when there is no such stack
   */
  public void signal(String project, String nameOrId, String path, Value details) {
    var sent = new ResourceSignal.Sent(path, details);
    ResourceSignal signal =
        stacks.signal(
            living(project, nameOrId).id(),
            path,
            (stack, around, now) -> ResourceSignal.of(stack, around, sent, handlers, now, ids));
    if (signal.refused().isPresent()) {
      throw signal.refused().get();
    }
  }

  /**
   * What {@link #create} or {@link #update} would do; writes nothing.
   *
   * @throws InvalidStackException when anything in it is wrong
   */
  public Plan plan(String project, String name, NewRevision revision) {
    Optional<StackRecord> stack = stacks.find(project, name).filter(StackService::isLiving);
    return stack.isEmpty()
        ? planCreate(project, name, "", revision)
        : planning.update(stack.get(), revision);
  }

  /**
   * What {@link #create} of a stack with this id would do, whether there is one of its name or not;
   * writes nothing.
   *
   * @param id empty as long as it has none
   * @throws InvalidStackException when anything in it is wrong
   */
  public Plan planCreate(String project, String name, String id, NewRevision revision) {
    checkName(name);
    return planning.anew(new StackIdentity(project, name, id), Action.CREATE, revision, List.of());
  }

  /**
   * What {@link #delete} would do; writes nothing.
   *
   * @throws StackNotFoundException when there is no such stack
   */
  public Plan planDelete(String project, String nameOrId) {
    return planning.delete(living(project, nameOrId));
  }

  /**
   * How two revisions of a stack differ, resource by resource, whatever exists.
   *
   * @param before empty for a first revision
   * @throws InvalidStackException when one of them is not understood any more
   */
  public Plan compare(StackRecord stack, Optional<StackSource> before, StackSource after) {
    return planning.compare(stack.identity(), before, after);
  }

  /**
   * @throws StackNotFoundException when there is no such stack, or it was deleted
   */
  public StackRecord living(String project, String nameOrId) {
    return stacks
        .find(project, nameOrId)
        .filter(StackService::isLiving)
        .orElseThrow(() -> new StackNotFoundException(nameOrId));
  }

  private static boolean isLiving(StackRecord stack) {
    return stack.deletedAt().isEmpty();
  }

  private static void checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidStackException(
          List.of(
              Diagnostic.error(
                  "invalid-stack-name",
                  "Invalid stack name %s must contain only alphanumeric or \"_-.\" characters,"
                          .formatted(name)
                      + " must start with alpha and must be 255 characters or less.",
                  "stack_name",
                  SourceSpan.NOWHERE)));
    }
  }
}
