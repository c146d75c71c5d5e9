package io.kiln.cli;

/** What a command leaves in {@code $?}; scripts rely on these, so they never change. */
final class Exit {
  static final int OK = 0;
  static final int ERROR = 1;

  /** {@code stack preview --detailed-exitcode}: the plan is not empty. */
  static final int CHANGES = 2;

  /** What was waited for ended in FAILED. */
  static final int FAILED = 4;

  static final int NOT_FOUND = 6;

  /** The question was answered with no. */
  static final int CANCELLED = 8;

  /** {@code --wait-timeout} ran out; the work goes on. */
  static final int TIMEOUT = 9;

  static final int USAGE = 64;

  private Exit() {}
}
