package io.kiln.engine.reading;

import io.kiln.engine.planning.Action;
import java.util.List;
import java.util.OptionalLong;

/**
 * How far an operation is.
 *
 * @param done resources that are at their end
 * @param total how many there are to do; empty when nobody knows
 * @param waitsFor what is at work, or waits; some of it when there is much
 * @param failed what failed, the first; empty when nothing did
 */
public record Progress(long done, OptionalLong total, List<Part> waitsFor, List<Part> failed) {

  /** So many of those at work are named: a person reads no more. */
  public static final int NAMED = 20;

  public Progress {
    waitsFor = List.copyOf(waitsFor);
    failed = List.copyOf(failed);
  }

  /** One resource: what is done to it, and what it says. */
  public record Part(String path, String type, Action action, String reason) {}

  /**
   * As much as is told of an operation.
   *
   * @param done counted from the events
   * @param there how many resources there are that are no stacks of their own
   */
  static OptionalLong total(Operation operation, long done, long there) {
    if (operation.begun().steps().isPresent()) {
      return OptionalLong.of(Math.max(done, operation.begun().steps().getAsInt()));
    }
    if (operation.state() != Operation.State.RUNNING) {
      return operation.state() == Operation.State.SUCCEEDED
          ? OptionalLong.of(done)
          : OptionalLong.empty();
    }
    return switch (operation.begun().kind()) {
      case DELETE -> OptionalLong.of(done + there);
      case SUSPEND, RESUME, CHECK -> OptionalLong.of(Math.max(done, there));
      case CREATE, ADOPT, UPDATE, ROLLBACK, RESTORE, REPAIR, SNAPSHOT -> OptionalLong.empty();
    };
  }

  /** The progress of an operation from what was counted. */
  public static Progress of(
      Operation operation, long counted, long there, List<Part> atWork, List<Part> failed) {
    boolean all =
        operation.state() == Operation.State.SUCCEEDED && operation.begun().steps().isPresent();
    long most =
        operation.begun().steps().isPresent() ? operation.begun().steps().getAsInt() : counted;
    long done = all ? most : Math.min(counted, most);
    return new Progress(
        done,
        total(operation, done, there),
        operation.state() == Operation.State.RUNNING ? atWork : List.of(),
        failed);
  }
}
