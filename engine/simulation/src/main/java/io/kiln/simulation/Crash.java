package io.kiln.simulation;

/** A worker's process dies here. */
final class Crash extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String where;

  Crash(String where) {
    super(where, null, false, false);
    this.where = where;
  }

  String where() {
    return where;
  }
}
