package io.kiln.engine.planning;

import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One way through a tree's rows, as a driver carries it out: it says which steps are ready and is
 * told what came of them. It acts on nothing outside, and a new one over the same rows is ready for
 * the same steps.
 *
 * <p>Not thread-safe: one driver owns it.
 */
public sealed interface Traversal permits RowTraversal {

  /** What becomes of the rest when a step fails or takes its time. */
  enum Manner {
    /** Nothing new begins after a failure; what is under way gets some time to end. */
    UNTIL_A_FAILURE,
    /** Everything is asked, whatever fails. */
    WHATEVER_FAILS,
    /** Each step gets one more call; one that is not at its end then has failed. */
    ONE_CALL_EACH
  }

  Manner manner();

  /** The steps that are ready and were not handed out yet; their rows are in the journal. */
  List<Step> ready();

  /** Whether nothing is under way and nothing more will be ready. */
  boolean isFinished();

  /** When a pause ends and more will be ready, though nothing is under way. */
  default Optional<Instant> resumesAt() {
    return Optional.empty();
  }

  /** What only waits for a pause to end has failed. */
  default void timesUp(String reason) {}

  List<Failure> failures();

  Journal journal();

  /** The rows with a step under way. */
  List<ResourceState> underway();

  /** A step that leaves a resource behind ended well. */
  void done(UUID id, String physicalId, Value.MapOf attributes);

  /** A step found or left nothing. */
  void gone(UUID id);

  /** A step ended badly. */
  void failed(UUID id, Optional<String> physicalId, String reason);

  /** Nobody asks for a step any more: it has failed. */
  void gaveUp(UUID id, String reason);

  /**
   * A step goes on later from this checkpoint.
   *
   * @param doing what is going on, for people
   * @param tell whether people should hear of it, if it is news
   */
  void waiting(UUID id, Optional<String> physicalId, Value checkpoint, String doing, boolean tell);

  /** A step was not begun yet, or does not go on yet; people should hear why, if it is news. */
  void queued(UUID id, String why);

  /** A step failed and will be tried again. */
  void tryAgain(UUID id, String reason);

  /** What was said to rows from outside, of all to whom anything was. */
  void hear(Map<UUID, Heard> said);

  /** Whether something waits for what is said from outside, other than a step. */
  default boolean listens() {
    return false;
  }

  /** What signals have made of those that a row requires, by what refers to them. */
  Map<String, Value.MapOf> signals(ResourceState row);

  /** The name of the stack that a row lies in. */
  String stackOf(ResourceState row);

  /** The row with a step under way, as it is now. */
  ResourceState row(UUID id);

  /** Nested stacks that are still under way when everything else stopped end as failed. */
  void conclude();

  /**
   * The root stack's outputs as they are now: {@code {"value": …}} or {@code {"error": text}} each.
   */
  Value.MapOf outputs();
}
