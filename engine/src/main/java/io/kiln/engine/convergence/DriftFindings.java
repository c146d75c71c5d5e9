package io.kiln.engine.convergence;

import static java.util.stream.Collectors.toMap;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Drift;
import io.kiln.engine.planning.DriftPolicy;
import io.kiln.engine.planning.Handlers;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.engine.planning.Surroundings;
import io.kiln.engine.planning.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a look makes of what it saw: results, what people are told, and whether a repair begins.
 * Pure.
 *
 * @param events of resources that are other than at the look before
 * @param repair whether to make again what drifted and is to be repaired
 */
public record DriftFindings(List<ResourceDrift> found, List<StackEvent> events, boolean repair) {

  public DriftFindings {
    found = List.copyOf(found);
    events = List.copyOf(events);
  }

  /**
   * @param looks of the rows that could be looked at
   */
  static DriftFindings of(
      DriftTask task, Map<UUID, Drift> looks, Handlers handlers, Instant now, Supplier<UUID> ids) {
    var around = new Surroundings(task.stack().name(), task.rows());
    Map<UUID, ResourceDrift> before =
        task.before().stream().collect(toMap(ResourceDrift::resource, Function.identity()));
    var found = new ArrayList<ResourceDrift>();
    var events = new ArrayList<StackEvent>();
    boolean repair = false;
    for (ResourceState row : task.rows()) {
      if (row.nested()) {
        continue;
      }
      Drift drift =
          Optional.ofNullable(looks.get(row.id()))
              .orElseGet(
                  () ->
                      Drift.notChecked(Surroundings.whyNot(row, handlers).orElse("nobody looked")));
      DriftPolicy policy = around.policy(row);
      found.add(
          new ResourceDrift(
              row.id(), row.path(), row.type(), row.physicalId(), policy, drift, now));
      Optional<Drift> last = Optional.ofNullable(before.get(row.id())).map(ResourceDrift::drift);
      news(drift, last).ifPresent(reason -> events.add(event(task, row, reason, now, ids.get())));
      boolean inVain = task.repaired() && last.filter(drift::equals).isPresent();
      repair |= policy == DriftPolicy.REPAIR && drift.found() && !inVain;
    }
    return new DriftFindings(found, events, repair && repairable(task.stack()));
  }

  private static StackEvent event(
      DriftTask task, ResourceState row, String reason, Instant now, UUID id) {
    return new StackEvent(
        0,
        id,
        task.stack().id(),
        row.path(),
        row.type(),
        row.physicalId(),
        Action.CHECK,
        Status.COMPLETE,
        reason,
        now);
  }

  /** Only what was reached: to go on where an update failed is for people to decide. */
  static boolean repairable(StackRecord stack) {
    return stack.status() == Status.COMPLETE
        && stack.deletedAt().isEmpty()
        && stack.target().revision().isPresent()
        && stack.target().revision().equals(stack.goodRevision())
        && stack.action() != Action.SUSPEND;
  }

  /** The walk that makes again what is to be repaired, and nothing else. */
  public static Target repair(StackRecord stack) {
    return new Target(Action.UPDATE, stack.goodRevision()).regarding(Target.Regard.REPAIR);
  }

  private static Optional<String> news(Drift now, Optional<Drift> before) {
    if (now.found()) {
      return before.filter(now::equals).isPresent()
          ? Optional.empty()
          : Optional.of("drifted: " + now.described());
    }
    return now.state() == Drift.State.IN_SYNC && before.filter(Drift::found).isPresent()
        ? Optional.of("no drift any more")
        : Optional.empty();
  }
}
