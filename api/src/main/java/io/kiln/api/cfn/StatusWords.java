package io.kiln.api.cfn;

import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Status;

/**
 * What stacks and resources do, in CloudFormation's words. Its clients wait for these, so what it
 * has no word for, such as a check, is an update to them; the reason says what it was.
 */
final class StatusWords {

  /** A stack to be, of which there are only change sets. */
  static final String REVIEW = "REVIEW_IN_PROGRESS";

  private StatusWords() {}

  /** A root stack's. */
  static String of(StackRecord stack) {
    if (stack.action() == Action.ROLLBACK) {
      return rollback(stack.target().revision().isPresent()) + "_" + stack.status();
    }
    boolean untouched =
        stack.status() == Status.COMPLETE
            && stack.latestRevision() == 1
            && stack.goodRevision().isPresent();
    return untouched && word(stack.action()).equals("UPDATE")
        ? "CREATE_COMPLETE"
        : of(stack.action(), stack.status());
  }

  /** A resource's, or a nested stack's. */
  static String of(Action action, Status status) {
    return switch (action) {
      // Nothing has begun, or it hears a signal while it is made.
      case INIT, SIGNAL -> "CREATE_IN_PROGRESS";
      case CREATE, UPDATE, DELETE, ROLLBACK, SUSPEND, RESUME, CHECK, ADOPT, SNAPSHOT, RESTORE ->
          word(action) + "_" + status;
    };
  }

  /** A rollback's first words. */
  static String rollback(boolean ofUpdate) {
    return ofUpdate ? "UPDATE_ROLLBACK" : "ROLLBACK";
  }

  private static String word(Action action) {
    return switch (action) {
      case INIT, SIGNAL, CREATE -> "CREATE";
      case DELETE -> "DELETE";
      case ROLLBACK -> "ROLLBACK";
      case ADOPT -> "IMPORT";
      case UPDATE, SUSPEND, RESUME, CHECK, SNAPSHOT, RESTORE -> "UPDATE";
    };
  }
}
