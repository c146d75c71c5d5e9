package io.kiln.api.heat;

import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import io.kiln.api.settings.PolicyGuard;
import io.kiln.engine.convergence.Asking;
import io.kiln.engine.convergence.NewRevision;
import io.kiln.engine.convergence.Origin;
import io.kiln.engine.convergence.RevisionRecord;
import io.kiln.engine.convergence.StackNotFoundException;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.StackService;
import io.kiln.engine.convergence.Stacks;
import io.kiln.engine.planning.Plan;
import io.kiln.templates.document.Template;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** The revisions of stacks: what each one changed, and the way back to any of them. */
public final class StackHistory {

  private final StackService service;
  private final Stacks stacks;
  private final StackReader reader;
  private final PolicyGuard guard;

  public StackHistory(StackService service, Stacks stacks, StackReader reader, PolicyGuard guard) {
    this.service = service;
    this.stacks = stacks;
    this.reader = reader;
    this.guard = guard;
  }

  /**
   * A revision as a list shows it.
   *
   * @param changed what differs from the kept one before it, by name; empty for the oldest kept
   */
  public record Entry(RevisionRecord revision, List<String> changed) {}

  /**
   * How a revision differs from another.
   *
   * @param against the other one's number; empty for a first one
   * @param plan resource by resource
   * @param texts by the names that places in the plan call them
   */
  public record Comparison(
      RevisionRecord revision,
      OptionalLong against,
      List<String> changed,
      List<ParameterChange> parameters,
      Plan plan,
      Map<String, String> texts) {}

  /** How one parameter differs; sensitive values carry their mark. */
  public record ParameterChange(String name, Optional<Value> before, Optional<Value> after) {}

  /** A living stack by its name, or any by its id. */
  public StackRecord stack(String project, String nameOrId) {
    return stacks.find(project, nameOrId).orElseThrow(() -> new StackNotFoundException(nameOrId));
  }

  /** A living stack by its name or id. */
  public StackRecord living(String project, String nameOrId) {
    return service.living(project, nameOrId);
  }

  /**
   * Some of the revisions.
   *
   * @param entries newest first
   * @param more whether there are older ones
   */
  public record Page(List<Entry> entries, boolean more) {}

  /** The newest revisions before one, newest first, at most so many. */
  public Page list(StackRecord stack, long before, int limit) {
    List<RevisionRecord> kept =
        stacks.revisions(stack.id()).stream()
            .filter(revision -> revision.number() < before)
            .toList();
    var entries = new ArrayList<Entry>();
    for (int at = kept.size() - 1; at >= Math.max(0, kept.size() - limit); at--) {
      List<String> changed =
          at == 0
              ? List.of()
              : SourceChanges.between(source(stack, kept.get(at - 1)), source(stack, kept.get(at)));
      entries.add(new Entry(kept.get(at), changed));
    }
    return new Page(entries, !entries.isEmpty() && entries.size() < kept.size());
  }

  /**
   * What a revision changed.
   *
   * @param against compare with this one; without it with the one before
   * @throws RefusedException when one of them is not kept, or not understood any more
   */
  public Comparison compare(StackRecord stack, long number, OptionalLong against) {
    List<RevisionRecord> kept = stacks.revisions(stack.id());
    RevisionRecord after = kept(stack, kept, number);
    Optional<RevisionRecord> before =
        against.isPresent()
            ? Optional.of(kept(stack, kept, against.getAsLong()))
            : kept.stream().filter(other -> other.number() < number).reduce((_, last) -> last);
    StackSource now = source(stack, after);
    Optional<StackSource> then = before.map(revision -> source(stack, revision));
    Plan plan = StackCommands.explained(now, () -> service.compare(stack, then, now));
    return new Comparison(
        after,
        before.map(RevisionRecord::number).map(OptionalLong::of).orElse(OptionalLong.empty()),
        then.map(source -> SourceChanges.between(source, now)).orElse(List.of()),
        parameters(stack, then, now),
        plan,
        texts(now));
  }

  private List<ParameterChange> parameters(
      StackRecord stack, Optional<StackSource> before, StackSource after) {
    Map<String, Value> old =
        before.map(source -> parameters(stack, source)).orElseGet(LinkedHashMap::new);
    Map<String, Value> now = parameters(stack, after);
    var names = new LinkedHashSet<>(now.keySet());
    names.addAll(old.keySet());
    return names.stream()
        .filter(name -> !Objects.equals(old.get(name), now.get(name)))
        .map(
            name ->
                new ParameterChange(
                    name, Optional.ofNullable(old.get(name)), Optional.ofNullable(now.get(name))))
        .toList();
  }

  private Map<String, Value> parameters(StackRecord stack, StackSource source) {
    var identity = new StackIdentity(stack.project(), stack.name(), stack.id().toString());
    return reader.compiled(source, identity).map(Frame::parameters).orElseGet(LinkedHashMap::new);
  }

  /**
   * Makes the stack what it was at an earlier revision, from whatever really exists: a new revision
   * with the texts and values of that one.
   *
   * @param to where to; without it the newest before the present one that was reached
   * @param asItWasRead whether it may only follow the revision that the stack was read at
   * @throws RefusedException when there is no such revision
   * @throws io.kiln.engine.convergence.OvertakenRevisionException when it may not follow
   * @throws io.kiln.api.settings.DeniedByPolicyException when the stack's policy forbids it
   */
  public StackRecord rollBack(StackRecord stack, OptionalLong to, boolean asItWasRead) {
    RevisionRecord goal = goal(stack, to);
    NewRevision again = again(stack, goal);
    NewRevision revision = asItWasRead ? again.madeFrom(stack.latestRevision()) : again;
    return StackCommands.explained(
        revision.source(),
        () ->
            service.update(stack.project(), stack.id().toString(), revision, guard.of(stack.id())));
  }

  /** What {@link #rollBack} would do; writes nothing. */
  public Plan planRollBack(StackRecord stack, OptionalLong to) {
    NewRevision revision = again(stack, goal(stack, to));
    return StackCommands.explained(
        revision.source(), () -> service.plan(stack.project(), stack.name(), revision));
  }

  /** The revision a roll-back would repeat. */
  public RevisionRecord goal(StackRecord stack, OptionalLong to) {
    List<RevisionRecord> kept = stacks.revisions(stack.id());
    if (to.isPresent()) {
      return kept(stack, kept, to.getAsLong());
    }
    return kept.stream()
        .filter(revision -> revision.reached() && revision.number() < stack.currentRevision())
        .reduce((_, last) -> last)
        .orElseThrow(
            () ->
                new RefusedException(
                    Refusal.of(
                        400,
                        "NotSupported",
                        "Stack %s has no earlier revision that was reached; say which one is meant, by 'to' or --to."
                            .formatted(stack.name()))));
  }

  /** The revision that going to an earlier one makes. */
  public NewRevision again(StackRecord stack, RevisionRecord goal) {
    StackSource source = source(stack, goal);
    return new NewRevision(
            source,
            stack.disableRollback(),
            stack.timeout(),
            stack.tags(),
            Texts.template(source).map(Template::description).orElse(""),
            Asking.current().user())
        .because(Origin.rollback(goal.number()));
  }

  private StackSource source(StackRecord stack, RevisionRecord revision) {
    return stacks.source(stack.id(), revision.number());
  }

  private static RevisionRecord kept(StackRecord stack, List<RevisionRecord> kept, long number) {
    if (kept.isEmpty()) {
      throw new StackNotFoundException(stack.name()); // it was abandoned since it was found
    }
    return kept.stream()
        .filter(revision -> revision.number() == number)
        .findFirst()
        .orElseThrow(
            () ->
                new RefusedException(
                    Refusal.of(
                        404,
                        "EntityNotFound",
                        "Stack %s has no revision %d; it keeps %d to %d."
                            .formatted(
                                stack.name(),
                                number,
                                kept.getFirst().number(),
                                kept.getLast().number()))));
  }

  private static Map<String, String> texts(StackSource source) {
    Map<String, String> texts = new LinkedHashMap<>(source.files());
    texts.put(source.templateName(), source.template());
    return texts;
  }
}
