package io.kiln.engine.planning;

import static java.util.stream.Collectors.joining;

import io.kiln.resources.spi.ResourceHandler;
import io.kiln.templates.value.Value;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides about one resource: equal inputs, equal decision. The table is Heat's
 * (heat/engine/resource.py, {@code needs_replace…}), except that a step cut short is taken up again
 * where the type can do so.
 */
final class Decider {

  private Decider() {}

  /**
   * The best decision among the rows that could serve: after an interrupted replacement there are
   * two, and the one that needs least is taken; of equals the newest. What was a nested stack
   * cannot serve: it is cleaned once its successor is there; nor can what was never begun.
   *
   * @param revision the one that is wanted, 0 when that is not known
   * @param seen what a look at the real thing showed, where there was one
   */
  static Decision decide(
      Collection<ResourceState> candidates,
      ResourceHandler handler,
      Value.MapOf wanted,
      long revision,
      Function<ResourceState, Optional<Drift>> seen) {
    return candidates.stream()
        .filter(
            row -> !row.nested() && row.action() != Action.DELETE && row.action() != Action.INIT)
        .sorted(Comparator.comparing(ResourceState::createdAt).reversed())
        .map(row -> about(row, handler, wanted, revision, seen.apply(row)))
        .min(Comparator.comparingInt(Decider::cost))
        .orElseGet(() -> new Decision.Create("new in the template"));
  }

  private static int cost(Decision decision) {
    return switch (decision) {
      case Decision.Keep _ -> 0;
      case Decision.Resume _ -> 1;
      case Decision.Wake _ -> 2;
      case Decision.Update _ -> 3;
      case Decision.Refuse _ -> 4;
      case Decision.Replace _ -> 5;
      case Decision.Create _, Decision.Adopt _ -> 6;
    };
  }

  private static Decision about(
      ResourceState row,
      ResourceHandler handler,
      Value.MapOf wanted,
      long revision,
      Optional<Drift> seen) {
    String type = handler.schema().type();
    if (!row.type().equals(type)) {
      return new Decision.Replace(
          row, List.of(), "the type changed from %s to %s".formatted(row.type(), type));
    }
    if (handler.renewed() && revision != 0 && row.madeFor() != revision) {
      return new Decision.Replace(
          row, List.of(), "the type makes it anew with every revision of the stack");
    }
    Value.MapOf given = row.attempting().orElse(row.properties());
    boolean sameGoal = given.equals(wanted);
    boolean looked = row.action() == Action.CHECK || row.action() == Action.RESUME;
    List<Change> changes = Changes.between(row.properties(), wanted, handler.schema());
    if (rests(row, handler)) {
      Decision awake = changed(row, changes, handler, wanted, "");
      String because =
          row.action() == Action.SUSPEND ? "it was suspended" : "its RESUME was cut short";
      return awake instanceof Decision.Update ? new Decision.Wake(row, changes, because) : awake;
    }
    // What a CHECK finds, or whether a RESUME succeeds, decides about all the rest.
    if (row.status() == Status.IN_PROGRESS && (sameGoal || looked)) {
      return new Decision.Resume(row);
    }
    if (row.isComplete() && row.attempting().isEmpty()) {
      boolean gone = seen.filter(drift -> drift.state() == Drift.State.DELETED).isPresent();
      if (gone && !handler.updatesFailed()) {
        return new Decision.Replace(row, changes, seen.map(Drift::described).orElse(""));
      }
      return changes.isEmpty()
          ? seen.flatMap(drift -> repair(row, drift)).orElseGet(() -> new Decision.Keep(row))
          : changed(row, changes, handler, wanted, "changed " + names(changes));
    }
    String trouble =
        row.status() == Status.FAILED
            ? "%s failed: %s".formatted(row.action(), row.statusReason())
            : row.action() + " was cut short";
    boolean unhealthy = row.action() == Action.CHECK;
    if (!handler.updatesFailed() || unhealthy) {
      return new Decision.Replace(row, changes, trouble);
    }
    return changed(row, changes, handler, wanted, trouble);
  }

  /** The update to what it was given already; where nobody can tell, the step itself looks. */
  private static Optional<Decision> repair(ResourceState row, Drift drift) {
    return switch (drift.state()) {
      case IN_SYNC -> Optional.empty();
      case MODIFIED -> Optional.of(new Decision.Update(row, drift.undone(), "it was altered"));
      case DELETED -> Optional.of(new Decision.Update(row, List.of(), drift.reason()));
      case NOT_CHECKED ->
          Optional.of(
              new Decision.Update(row, List.of(), "nobody can tell how it is: " + drift.reason()));
    };
  }

  /**
   * Whether it is suspended, wholly or perhaps in part. One whose RESUME failed may be; where that
   * does not mean another in its place it has to be woken before it is changed.
   */
  private static boolean rests(ResourceState row, ResourceHandler handler) {
    return switch (row.action()) {
      case SUSPEND -> true;
      case RESUME -> row.status() == Status.FAILED && handler.updatesFailed();
      case INIT, CREATE, UPDATE, DELETE, ROLLBACK, CHECK, ADOPT, SNAPSHOT, RESTORE, SIGNAL -> false;
    };
  }

  private static Decision changed(
      ResourceState row,
      List<Change> changes,
      ResourceHandler handler,
      Value.MapOf wanted,
      String because) {
    List<Change> refused = changes.stream().filter(Change::refused).toList();
    if (!refused.isEmpty()) {
      return new Decision.Refuse(row, changes, "cannot be changed: " + names(refused));
    }
    List<Change> forcing = changes.stream().filter(Change::forcesReplacement).toList();
    if (!forcing.isEmpty()) {
      return new Decision.Replace(row, changes, "cannot be changed in place: " + names(forcing));
    }
    return handler.replaces(row.properties(), wanted)
        ? new Decision.Replace(
            row, changes, "the type replaces it for a change of " + names(changes))
        : new Decision.Update(row, changes, because);
  }

  private static String names(List<Change> changes) {
    return changes.stream().map(Change::property).collect(joining(", "));
  }
}
