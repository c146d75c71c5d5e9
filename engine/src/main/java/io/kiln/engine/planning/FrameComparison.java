package io.kiln.engine.planning;

import io.kiln.resources.spi.ResourceHandler;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.StackIdentity;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * How two revisions differ, whatever exists: each is made from nothing in thought, and what comes
 * out is compared resource by resource. A value that is known only after something was made differs
 * when it waits for something else. Pure; writes nothing.
 */
public final class FrameComparison {

  /** Nothing is done, so nothing takes long. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private final Handlers handlers;
  private final Supplier<UUID> ids;
  private final InstantSource clock;

  public FrameComparison(Handlers handlers, Supplier<UUID> ids, InstantSource clock) {
    this.handlers = handlers;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * What the later one has made of the earlier one, in the form of a plan without effects.
   *
   * @param before empty for a first revision
   */
  public Plan between(StackIdentity stack, Optional<Frame> before, Frame after) {
    SequencedMap<String, Step.Create> old =
        before.map(frame -> made(stack, frame)).orElseGet(LinkedHashMap::new);
    SequencedMap<String, Step.Create> now = made(stack, after);
    var steps = new ArrayList<Plan.Planned>();
    int unchanged = 0;
    for (Step.Create made : now.values()) {
      Step.Create earlier = old.get(made.row().path());
      Optional<Plan.Planned> step =
          earlier == null
              ? Optional.of(planned(made, Plan.Verb.CREATE, "new in the template", List.of()))
              : changed(earlier, made);
      step.ifPresent(steps::add);
      unchanged += step.isEmpty() ? 1 : 0;
    }
    old.forEach(
        (path, gone) -> {
          if (!now.containsKey(path)) {
            steps.add(planned(gone, Plan.Verb.DELETE, "no longer in the template", List.of()));
          }
        });
    return new Plan(stack.name(), Action.UPDATE, steps, unchanged, List.of());
  }

  private SequencedMap<String, Step.Create> made(StackIdentity stack, Frame frame) {
    var walk = new Walk(stack, Optional.of(frame), List.of(), handlers, ids, clock, LONGEST, true);
    var made = new LinkedHashMap<String, Step.Create>();
    for (var steps = walk.ready(); !steps.isEmpty(); steps = walk.ready()) {
      for (Step step : steps) {
        if (step instanceof Step.Create create) {
          made.put(create.row().path(), create);
        }
        walk.assume(step);
      }
    }
    return made;
  }

  private static Optional<Plan.Planned> changed(Step.Create before, Step.Create after) {
    String was = before.row().type();
    String is = after.row().type();
    if (!was.equals(is)) {
      String because = "the type changed from %s to %s".formatted(was, is);
      return Optional.of(planned(after, Plan.Verb.REPLACE, because, List.of()));
    }
    ResourceHandler handler = after.handler();
    List<Change> changes =
        Changes.between(before.row().properties(), after.row().properties(), handler.schema());
    if (changes.isEmpty()) {
      return Optional.empty();
    }
    boolean replaces =
        changes.stream().anyMatch(Change::forcesReplacement)
            || handler.replaces(before.row().properties(), after.row().properties());
    String names = String.join(", ", changes.stream().map(Change::property).toList());
    return Optional.of(
        planned(
            after, replaces ? Plan.Verb.REPLACE : Plan.Verb.UPDATE, "changed " + names, changes));
  }

  private static Plan.Planned planned(
      Step step, Plan.Verb verb, String because, List<Change> changes) {
    return new Plan.Planned(
        step.row().path(), step.row().type(), verb, because, changes, List.of());
  }
}
