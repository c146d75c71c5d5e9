package io.kiln.engine.convergence;

/** A commit came under a claim that another worker's has overtaken: nothing was written. */
public final class StaleClaimException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StaleClaimException(Claim claim) {
    super("another worker took over " + claim);
  }
}
