package io.kiln.engine.convergence;

import io.kiln.templates.model.StackSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a create or an update asks to be stored.
 *
 * @param author who asked
 */
public record NewRevision(
    StackSource source,
    boolean disableRollback,
    Optional<Duration> timeout,
    List<String> tags,
    String description,
    String author) {

  public NewRevision {
    tags = List.copyOf(tags);
  }
}
