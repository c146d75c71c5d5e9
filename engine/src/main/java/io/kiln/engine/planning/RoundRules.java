package io.kiln.engine.planning;

import io.kiln.resources.spi.Act;
import java.util.Optional;

/** Which rows take part in a {@link Round}; equal inputs, equal answer. */
final class RoundRules {

  private RoundRules() {}

  /** What a round has to do with a row. */
  sealed interface Part {

    /** It is asked. */
    record Asked() implements Part {}

    /** It was asked in this very round, and answered. */
    record Over() implements Part {}

    /** It is as the round would have it, or the round is not about it. */
    record Left() implements Part {}

    /** It is in no state to be asked: the round cannot succeed. */
    record Unfit(String reason) implements Part {}
  }

  /** What the handlers are asked; nothing for a SNAPSHOT. */
  static Optional<Act> act(Action action) {
    return switch (action) {
      case CHECK -> Optional.of(Act.CHECK);
      case SUSPEND -> Optional.of(Act.SUSPEND);
      case RESUME -> Optional.of(Act.RESUME);
      case SNAPSHOT -> Optional.empty();
      case INIT, CREATE, UPDATE, DELETE, ROLLBACK, ADOPT, RESTORE, SIGNAL ->
          throw new IllegalArgumentException(action + " is no round");
    };
  }

  /**
   * The rules are Heat's (heat/engine/resource.py, {@code suspend}, {@code resume}, {@code check}),
   * but for three: a resource that was never suspended is left alone by a RESUME instead of failing
   * it; one that is suspended is left alone by a CHECK, which could only find it stopped; and a
   * CHECK does not turn what failed to be made into something complete.
   */
  static Part part(Action action, ResourceState row) {
    boolean complete = row.isComplete() && row.attempting().isEmpty();
    if (row.isForeign()) {
      // Nothing but a look is asked of what was there before.
      return action == Action.CHECK ? new Part.Asked() : new Part.Left();
    }
    return switch (action) {
      case CHECK ->
          switch (row.action()) {
            // One whose SUSPEND or RESUME was cut short may rest, or one that was called broken
            // meanwhile: a RESUME or an update has to know of it.
            case SUSPEND ->
                row.status() == Status.COMPLETE ? new Part.Left() : invalid(row, action);
            case CHECK ->
                row.attempting().isEmpty() && !BrokenMark.hides(row)
                    ? new Part.Asked()
                    : invalid(row, action);
            case RESUME -> complete ? new Part.Asked() : invalid(row, action);
            case INIT, CREATE, UPDATE, DELETE, ROLLBACK, ADOPT, SNAPSHOT, RESTORE, SIGNAL ->
                complete ? new Part.Asked() : invalid(row, action);
          };
      case SUSPEND ->
          switch (row.action()) {
            case SUSPEND -> row.status() == Status.COMPLETE ? new Part.Left() : new Part.Asked();
            case RESUME -> new Part.Asked();
            case CHECK, INIT, CREATE, UPDATE, DELETE, ROLLBACK, ADOPT, SNAPSHOT, RESTORE, SIGNAL ->
                complete ? new Part.Asked() : invalid(row, action);
          };
      case RESUME ->
          switch (row.action()) {
            case SUSPEND -> new Part.Asked();
            case RESUME -> row.status() == Status.COMPLETE ? new Part.Left() : new Part.Asked();
            case CHECK, INIT, CREATE, UPDATE, DELETE, ROLLBACK, ADOPT, SNAPSHOT, RESTORE, SIGNAL ->
                complete ? new Part.Left() : invalid(row, action);
          };
      case SNAPSHOT ->
          // What rests has to be known as resting.
          row.action() == Action.SUSPEND && row.status() == Status.COMPLETE
              ? new Part.Left()
              : complete ? new Part.Asked() : invalid(row, action);
      case INIT, CREATE, UPDATE, DELETE, ROLLBACK, ADOPT, RESTORE, SIGNAL ->
          throw new IllegalArgumentException(action + " is no round");
    };
  }

  /** Heat's words, and what was wrong before. */
  private static Part.Unfit invalid(ResourceState row, Action action) {
    return new Part.Unfit(
        "State %s invalid for %s: %s"
            .formatted(
                row.state(), action.name().toLowerCase(java.util.Locale.ROOT), row.statusReason()));
  }
}
