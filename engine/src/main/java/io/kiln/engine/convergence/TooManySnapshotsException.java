package io.kiln.engine.convergence;

import java.io.Serial;

/** A stack has as many snapshots as it may. */
public final class TooManySnapshotsException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public TooManySnapshotsException() {
    super( // Heat's words
        "You have reached the maximum snapshots per stack, %d. Please delete some snapshots."
            .formatted(SnapshotRecord.MOST));
  }
}
