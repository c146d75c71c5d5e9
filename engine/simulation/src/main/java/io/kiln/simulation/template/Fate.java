package io.kiln.simulation.template;

/** How a thing fares at its host. */
public enum Fate {
  /** As it should. */
  WELL,
  /** It never gets healthy. */
  BROKEN,
  /** It fails some times and says that this will pass. */
  SHAKY,
  /** It takes longer than anybody waits. */
  SLOW,
  /** It does not go the first time it is asked to. */
  STUCK
}
