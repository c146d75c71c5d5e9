package io.kiln.engine.planning;

import java.util.OptionalLong;

/**
 * What a traversal converges towards, and under which name people see it.
 *
 * @param action CREATE, UPDATE, ROLLBACK or DELETE
 * @param revision the revision that is wanted; empty when nothing is to be left
 */
public record Target(Action action, OptionalLong revision) {

  /** Nothing is to be left. */
  public static Target nothing(Action action) {
    return new Target(action, OptionalLong.empty());
  }

  /** This revision is to exist. */
  public static Target revision(Action action, long revision) {
    return new Target(action, OptionalLong.of(revision));
  }
}
