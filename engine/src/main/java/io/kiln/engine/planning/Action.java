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
  RESTORE
}
