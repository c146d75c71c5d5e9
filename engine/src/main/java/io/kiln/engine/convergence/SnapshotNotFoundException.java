package io.kiln.engine.convergence;

import java.io.Serial;

/** A stack has no such snapshot. */
public final class SnapshotNotFoundException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * @param snapshot what was asked for
   * @param stack the stack's name
   */
  public SnapshotNotFoundException(String snapshot, String stack) {
    super( // Heat's words
        "The Snapshot (%s) for Stack (%s) could not be found.".formatted(snapshot, stack));
  }
}
