package io.kiln.engine.planning;

/** How far an {@link Action} has come; Heat's words. */
public enum Status {
  IN_PROGRESS,
  COMPLETE,
  FAILED
}
