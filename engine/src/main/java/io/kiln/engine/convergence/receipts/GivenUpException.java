package io.kiln.engine.convergence.receipts;

/** An attempt at a request took so long that another one holds its key; nothing was done. */
public final class GivenUpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public GivenUpException() {
    super("This attempt took so long that another one was begun in its place; nothing was done.");
  }
}
