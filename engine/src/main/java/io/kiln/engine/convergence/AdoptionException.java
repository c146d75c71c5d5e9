package io.kiln.engine.convergence;

import java.io.Serial;

/** What is to be adopted does not fit its template, or is no exported stack. */
public final class AdoptionException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public AdoptionException(String message) {
    super(message);
  }
}
