package io.kiln.engine.convergence;

/** A revision was made from one that is not the stack's newest any more: make it anew. */
public final class OvertakenRevisionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param base what it was made from
   * @param latest what the stack has by now
   */
  public OvertakenRevisionException(long base, long latest) {
    super(
        ("This change was made on top of revision %d, but others changed the stack meanwhile and"
                + " it is at revision %d. Nothing was changed; send the request again.")
            .formatted(base, latest));
  }
}
