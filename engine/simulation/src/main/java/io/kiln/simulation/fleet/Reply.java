package io.kiln.simulation.fleet;

/** What comes back from an agent. */
public sealed interface Reply {

  /** It is at it. */
  record Running() implements Reply {}

  /** It is done, for good. */
  record Done(String thing) implements Reply {}

  /**
   * It went wrong, for good.
   *
   * @param passing another round may succeed
   */
  record Failed(String reason, boolean passing) implements Reply {}

  /** Another worker acts for the tree now. */
  record Stale() implements Reply {}

  /** The agent has never heard of it. */
  record Unknown() implements Reply {}

  /** No answer: nobody knows what has become of it. */
  record Silence() implements Reply {}
}
