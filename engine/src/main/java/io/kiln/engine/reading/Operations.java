package io.kiln.engine.reading;

import io.kiln.engine.convergence.OperationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The port of whoever asks what became of what was begun. */
public interface Operations {

  /** By its id. */
  Optional<Operation> find(String project, OperationId id);

  /** How far one is; costs what it has done. */
  Progress progress(Operation operation);

  /**
   * A page of a project's, the newest first.
   *
   * @param stack only this one's
   */
  List<Operation> page(String project, Optional<UUID> stack, Optional<Place> after, int limit);

  /** Where a page ended. */
  record Place(Instant begunAt, OperationId id) {}

  /** Where the page after this operation begins. */
  static Place after(Operation operation) {
    return new Place(operation.begun().begunAt(), operation.begun().id());
  }
}
