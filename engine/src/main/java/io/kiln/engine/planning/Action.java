package io.kiln.engine.planning;

/** What is done to a stack or a resource; Heat's words, shown as {@code ACTION_STATUS}. */
public enum Action {
  INIT,
  CREATE,
  UPDATE,
  DELETE,
  ROLLBACK,
  SUSPEND,
  RESUME,
  CHECK,
  ADOPT,
  SNAPSHOT,
  RESTORE,

  /** In events alone: nobody is ever in this action. */
  SIGNAL
}
