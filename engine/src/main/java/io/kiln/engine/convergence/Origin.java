package io.kiln.engine.convergence;

import io.kiln.engine.planning.Action;
import java.util.OptionalLong;

/**
 * What a revision was made for.
 *
 * @param kind where its texts come from
 * @param from the revision it repeats; empty when it was sent
 */
public record Origin(Kind kind, OptionalLong from) {

  /** Where a revision's texts come from. */
  public enum Kind {
    /** Somebody sent them, for a create or an update. */
    REQUEST,
    /** An earlier revision, chosen by its number. */
    ROLLBACK,
    /** The revision that a snapshot was taken of. */
    RESTORE,
    /** Somebody sent them together with what exists already. */
    ADOPT
  }

  /** Somebody sent it. */
  public static final Origin REQUEST = new Origin(Kind.REQUEST, OptionalLong.empty());

  /** Somebody sent it together with what exists already. */
  public static final Origin ADOPTION = new Origin(Kind.ADOPT, OptionalLong.empty());

  /** It repeats an earlier one. */
  public static Origin rollback(long revision) {
    return new Origin(Kind.ROLLBACK, OptionalLong.of(revision));
  }

  /** It repeats the one a snapshot was taken of. */
  public static Origin restore(long revision) {
    return new Origin(Kind.RESTORE, OptionalLong.of(revision));
  }

  /** What people see a stack do on its way to such a revision, when it is the first. */
  Action first() {
    return kind == Kind.ADOPT ? Action.ADOPT : Action.CREATE;
  }

  /**
   * What people see a stack do on its way to such a revision, when it is a further one. To go back
   * to a chosen revision is an update like any other: it can fail, and is undone itself then.
   */
  Action further() {
    return kind == Kind.RESTORE ? Action.RESTORE : Action.UPDATE;
  }
}
