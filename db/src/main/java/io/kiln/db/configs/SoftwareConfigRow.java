package io.kiln.db.configs;

import io.kiln.templates.value.Value;
import java.time.Instant;

/**
 * A software config.
 *
 * @param project whose it is; others do not see it
 * @param group which hook it is for, such as {@code script}
 * @param document the config with its inputs, outputs and options; never stored in clear
 */
public record SoftwareConfigRow(
    String project, String id, String name, String group, Value.MapOf document, Instant createdAt) {

  /** Leaves out what is in it: scripts hold passwords. */
  @Override
  public String toString() {
    return "SoftwareConfigRow[%s, %s, group=%s]".formatted(id, name, group);
  }
}
