package io.kiln.templates.expression;

import io.kiln.templates.dialect.HotVersion;
import java.util.Optional;

/**
 * Which versions have a function.
 *
 * @param since the first that has it among values
 * @param removed the first that has it no more
 * @param conditionSince the first that has it among conditions
 */
public record Availability(
    Optional<HotVersion> since, Optional<HotVersion> removed, Optional<HotVersion> conditionSince) {

  /** In no version. */
  public static final Availability NONE =
      new Availability(Optional.empty(), Optional.empty(), Optional.empty());

  /** In values from this version on. */
  public static Availability since(HotVersion version) {
    return new Availability(Optional.of(version), Optional.empty(), Optional.empty());
  }

  /** In values of the versions before this one. */
  public static Availability before(HotVersion version) {
    return new Availability(
        Optional.of(HotVersion.ICEHOUSE), Optional.of(version), Optional.empty());
  }

  /** In conditions only, which came with this version. */
  public static Availability conditions(HotVersion version) {
    return new Availability(Optional.empty(), Optional.empty(), Optional.of(version));
  }

  /** In conditions too, from this version on. */
  public Availability andConditions(HotVersion version) {
    return new Availability(since, removed, Optional.of(version));
  }

  /** Whether values of this version may use it. */
  public boolean inValues(HotVersion version) {
    return since.filter(version::atLeast).isPresent() && !removedIn(version);
  }

  /** Whether conditions of this version may use it. */
  public boolean inConditions(HotVersion version) {
    return conditionSince.filter(version::atLeast).isPresent();
  }

  /** Whether this version refuses what an earlier one had. */
  public boolean removedIn(HotVersion version) {
    return removed.filter(version::atLeast).isPresent();
  }
}
