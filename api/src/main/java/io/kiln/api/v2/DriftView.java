package io.kiln.api.v2;

import io.kiln.api.http.Shown;
import io.kiln.engine.convergence.DriftLook;
import io.kiln.engine.convergence.ResourceDrift;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.planning.Drift;
import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the last look at a stack found, in CloudFormation's words.
 *
 * @param status how far the look is: IN_PROGRESS, COMPLETE or FAILED; null when there was none
 * @param drift of the whole stack: DRIFTED, IN_SYNC or NOT_CHECKED
 * @param repairing whether what was found started a repair
 */
record DriftView(
    String stack,
    String id,
    @Nullable String status,
    @Nullable String reason,
    @Nullable Instant begunAt,
    @Nullable Instant endedAt,
    String drift,
    boolean repairing,
    Summary summary,
    List<Resource> resources) {

  /** How many resources are how. */
  record Summary(long inSync, long modified, long deleted, long notChecked) {}

  /**
   * One resource.
   *
   * @param policy what becomes of it when it drifts: report, repair or freeze
   * @param reason what is missing, or why nobody could tell; empty otherwise
   */
  record Resource(
      String resource,
      String type,
      @Nullable String physicalId,
      String state,
      String policy,
      String reason,
      Instant lookedAt,
      List<Property> differences) {

    static Resource of(ResourceDrift found) {
      return new Resource(
          found.path(),
          found.type(),
          found.physicalId().orElse(null),
          found.drift().state().name(),
          found.policy().word(),
          found.drift().reason(),
          found.at(),
          found.drift().differences().stream().map(Property::of).toList());
    }
  }

  /** How one property differs; values that must not be shown are masked. */
  record Property(
      String property, String kind, @Nullable Object expected, @Nullable Object actual) {

    static Property of(Drift.Difference difference) {
      return new Property(
          difference.path(),
          difference.kind().name(),
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
        look.map(last -> last.status().name()).orElse(null),
        look.map(DriftLook::reason).orElse(null),
        look.map(DriftLook::begunAt).orElse(null),
        look.flatMap(DriftLook::endedAt).orElse(null),
        drifted ? "DRIFTED" : summary.inSync() > 0 ? "IN_SYNC" : "NOT_CHECKED",
        look.map(DriftLook::repairing).orElse(false),
        summary,
        found.stream().map(Resource::of).toList());
  }

  private static long count(List<ResourceDrift> found, Drift.State state) {
    return found.stream().filter(each -> each.drift().state() == state).count();
  }
}
