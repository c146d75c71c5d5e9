package io.kiln.api.software;

import io.kiln.templates.value.Value;
import java.time.Instant;

/**
 * A software config: what a hook runs, immutable and named by its id.
 *
 * @param group which hook it is for
 * @param document {@code config}, {@code inputs}, {@code outputs} and {@code options} as they came
 */
public record KeptConfig(
    String project, String id, String name, String group, Value.MapOf document, Instant createdAt) {

  /** Leaves out what is in it: scripts hold passwords. */
  @Override
  public String toString() {
    return "KeptConfig[%s, %s, group=%s]".formatted(id, name, group);
  }
}
