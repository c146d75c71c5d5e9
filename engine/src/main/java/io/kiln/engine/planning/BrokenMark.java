package io.kiln.engine.planning;

import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * What somebody says about a resource: that it is broken, so that the next update replaces it, or
 * that it is not after all. A row that was anything but at work remembers what it was, or a
 * resource that rests or was never made would be called sound; the memory stands in the place of a
 * checkpoint, which nothing else needs while no step is under way.
 */
public final class BrokenMark {
  private static final String ACTION = "action_before_mark";
  private static final String STATUS = "status_before_mark";

  private BrokenMark() {}

  /** The row as CHECK_FAILED. */
  public static ResourceState broken(ResourceState row, String reason, Instant now) {
    RowChange change = new RowChange(row, now).action(Action.CHECK, Status.FAILED, reason);
    boolean plain = row.nested() || row.action() == Action.CHECK || isAtWork(row);
    return plain ? change.build() : change.checkpoint(memory(row)).build();
  }

  /**
   * The row as it was before it was called broken, or as CHECK_COMPLETE when a CHECK found it
   * broken; empty when nobody says that it is.
   */
  public static Optional<ResourceState> sound(ResourceState row, String reason, Instant now) {
    if (row.action() != Action.CHECK || row.status() != Status.FAILED) {
      return Optional.empty();
    }
    var change = new RowChange(row, now);
    return Optional.of(
        hides(row)
            ? change
                .action(
                    Action.valueOf(remembered(row, ACTION)),
                    Status.valueOf(remembered(row, STATUS)),
                    reason)
                .remembering(Optional.empty())
                .build()
            : change.action(Action.CHECK, Status.COMPLETE, reason).build());
  }

  /** Whether a row was no resource at work even before it was called broken. */
  static boolean hides(ResourceState row) {
    return row.action() == Action.CHECK
        && !row.nested()
        && row.checkpoint().orElse(Value.nothing()) instanceof Value.MapOf memory
        && memory.entries().containsKey(ACTION);
  }

  private static boolean isAtWork(ResourceState row) {
    return row.isComplete() && row.attempting().isEmpty() && row.action() != Action.SUSPEND;
  }

  private static Value memory(ResourceState row) {
    var memory = new LinkedHashMap<String, Value>();
    memory.put(ACTION, Value.text(row.action().name()));
    memory.put(STATUS, Value.text(row.status().name()));
    return Value.map(memory);
  }

  private static String remembered(ResourceState row, String key) {
    return row.checkpoint().orElseThrow() instanceof Value.MapOf memory
        ? memory.get(key).toString()
        : "";
  }
}
