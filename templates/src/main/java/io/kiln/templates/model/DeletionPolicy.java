package io.kiln.templates.model;

/** What becomes of the outside thing when its resource leaves the template. */
public enum DeletionPolicy {
  DELETE,
  RETAIN,
  SNAPSHOT,
  /** Kept, unless the operation that made it is undone (CloudFormation). */
  RETAIN_EXCEPT_ON_CREATE,
  /** Never touched: it was there before (external_id). No template writes this. */
  FOREIGN
}
