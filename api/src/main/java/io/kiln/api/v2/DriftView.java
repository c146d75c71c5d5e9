package io.kiln.api.v2;

import io.kiln.api.http.LowerCase;
import io.kiln.api.http.Shown;
import io.kiln.engine.convergence.DriftLook;
import io.kiln.engine.convergence.ResourceDrift;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.planning.Drift;
import io.kiln.engine.planning.DriftPolicy;
import io.kiln.engine.planning.Status;
import io.kiln.templates.value.Value;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the last look at a stack found, in CloudFormation's words.
 *
 * @param stack the stack's name
 * @param id the stack's id
 * @param status how far the look is; null when there was none
 * @param reason how the look came to an end, or what it waits for
 * @param drift of the whole stack
 * @param repairing whether what was found started a repair
 */
record DriftView(
    String stack,
    @Schema(format = "uuid") String id,
    @Nullable Status status,
    @Nullable String reason,
    @Nullable Instant begunAt,
    @Nullable Instant endedAt,
    Whole drift,
    boolean repairing,
    Summary summary,
    List<Resource> resources) {

  /** CloudFormation's words for a whole stack. */
  enum Whole {
    DRIFTED,
    IN_SYNC,
    NOT_CHECKED
  }

  /** How many resources are how. */
  record Summary(long inSync, long modified, long deleted, long notChecked) {}

  /**
   * One resource.
   *
   * @param resource its path from the root stack down
   * @param policy what becomes of it when it drifts
   * @param reason what is missing, or why nobody could tell; empty otherwise
   */
  record Resource(
      String resource,
      String type,
      @Nullable String physicalId,
      Drift.State state,
      @LowerCase DriftPolicy policy,
      String reason,
      Instant lookedAt,
      List<Property> differences) {

    static Resource of(ResourceDrift found) {
      return new Resource(
          found.path(),
          found.type(),
          found.physicalId().orElse(null),
          found.drift().state(),
          found.policy(),
          found.drift().reason(),
          found.at(),
          found.drift().differences().stream().map(Property::of).toList());
    }
  }

  /**
   * How one property differs; values that must not be shown are masked.
   *
   * @param property its place in what was looked at
   */
  record Property(
      String property, Drift.Kind kind, @Nullable Object expected, @Nullable Object actual) {

    static Property of(Drift.Difference difference) {
      return new Property(
          difference.path(),
          difference.kind(),
          shown(difference.expected()),
          shown(difference.actual()));
    }

    private static @Nullable Object shown(Optional<Value> value) {
      return value.isPresent() ? Shown.masked(value.get()) : null;
    }
  }

  static DriftView of(StackRecord stack, Optional<DriftLook> look, List<ResourceDrift> found) {
    var summary =
        new Summary(
            count(found, Drift.State.IN_SYNC),
            count(found, Drift.State.MODIFIED),
            count(found, Drift.State.DELETED),
            count(found, Drift.State.NOT_CHECKED));
    boolean drifted = summary.modified() + summary.deleted() > 0;
    return new DriftView(
        stack.name(),
        stack.id().toString(),
        look.map(DriftLook::status).orElse(null),
        look.map(DriftLook::reason).orElse(null),
        look.map(DriftLook::begunAt).orElse(null),
        look.flatMap(DriftLook::endedAt).orElse(null),
        drifted ? Whole.DRIFTED : summary.inSync() > 0 ? Whole.IN_SYNC : Whole.NOT_CHECKED,
        look.map(DriftLook::repairing).orElse(false),
        summary,
        found.stream().map(Resource::of).toList());
  }

  private static long count(List<ResourceDrift> found, Drift.State state) {
    return found.stream().filter(each -> each.drift().state() == state).count();
  }
}
