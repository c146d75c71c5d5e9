package io.kiln.engine.planning;

import java.util.OptionalLong;

/**
 * What a traversal converges towards, and under which name people see it.
 *
 * @param action what people see: CREATE, UPDATE, ROLLBACK or DELETE, which converge; CHECK, SUSPEND
 *     or RESUME, which go over what there is
 * @param revision the revision that is wanted, or that what there is came from; empty when nothing
 *     is to be left
 * @param halted whether it was given up: what is under way ends, and nothing begins
 * @param regard of which resources the real things are looked at before anything is decided
 */
public record Target(Action action, OptionalLong revision, boolean halted, Regard regard) {

  /** Of which resources a walk looks at the real things, besides those that are frozen. */
  public enum Regard {
    /** Of none: they are as their rows say. */
    RECORD,
    /** Of those that are to be repaired when they drift. */
    REPAIR,
    /** Of all (Heat's {@code converge}). */
    LIVE
  }

  /** A target that trusts the rows. */
  public Target(Action action, OptionalLong revision, boolean halted) {
    this(action, revision, halted, Regard.RECORD);
  }

  /** A target to go for. */
  public Target(Action action, OptionalLong revision) {
    this(action, revision, false);
  }

  /** The same, given up. */
  public Target halt() {
    return new Target(action, revision, true, regard);
  }

  /** The same, with a look at what really is there. */
  public Target regarding(Regard what) {
    return new Target(action, revision, halted, what);
  }

  /** Nothing is to be left. */
  public static Target nothing(Action action) {
    return new Target(action, OptionalLong.empty());
  }

  /** This revision is to exist. */
  public static Target revision(Action action, long revision) {
    return new Target(action, OptionalLong.of(revision));
  }
}
