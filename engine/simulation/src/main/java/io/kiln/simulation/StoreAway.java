package io.kiln.simulation;

/** The store did not answer for longer than anybody waits: what became of the call is not known. */
final class StoreAway extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreAway(String where) {
    super(where, null, false, false);
  }
}
