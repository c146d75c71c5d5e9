package io.kiln.engine.planning;

import io.kiln.templates.value.Value;
import java.util.Locale;
import java.util.Optional;

/**
 * What becomes of a resource whose real thing somebody changed by hand. Written in its metadata,
 * {@code {kiln: {drift: repair}}}; a resource without it has that of the stack it lies in.
 */
public enum DriftPolicy {
  /** People are told. */
  REPORT,
  /** It is made again what it was. */
  REPAIR,
  /** People are told, and nothing touches it before they have decided. */
  FREEZE;

  private static final String KILN = "kiln";
  private static final String DRIFT = "drift";

  /** What metadata says; empty when it says nothing, or nothing that is known. */
  static Optional<DriftPolicy> in(Value metadata) {
    Optional<Value> written = written(metadata);
    for (DriftPolicy policy : values()) {
      if (written.filter(Value.text(policy.word())::equals).isPresent()) {
        return Optional.of(policy);
      }
    }
    return Optional.empty();
  }

  /** What is wrong with what metadata says; empty when nothing is. */
  static Optional<String> problem(Value metadata) {
    return written(metadata)
        .filter(value -> value.known() && in(metadata).isEmpty())
        .map(value -> "metadata.kiln.drift is report, repair or freeze, not " + value);
  }

  /** As templates write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static Optional<Value> written(Value metadata) {
    return metadata instanceof Value.MapOf map
            && map.get(KILN) instanceof Value.MapOf kiln
            && kiln.entries().containsKey(DRIFT)
        ? Optional.of(kiln.get(DRIFT))
        : Optional.empty();
  }
}
