package io.kiln.simulation.fleet;

/** What an agent can be asked. */
public enum Kind {
  MAKE,
  CHANGE,
  REST,
  WAKE,
  LOOK,
  UNMAKE
}
