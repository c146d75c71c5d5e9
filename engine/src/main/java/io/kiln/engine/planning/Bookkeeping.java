package io.kiln.engine.planning;

import io.kiln.resources.spi.ResourceHandler;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What every traversal writes down about steps that wait or fail. */
final class Bookkeeping {
  private final Rows rows;
  private final Map<UUID, String> told = new HashMap<>();
  private final List<Failure> failures = new ArrayList<>();

  Bookkeeping(Rows rows) {
    this.rows = rows;
  }

  List<Failure> failures() {
    return List.copyOf(failures);
  }

  boolean isCalm() {
    return failures.isEmpty();
  }

  void add(Failure failure) {
    failures.add(failure);
  }

  /** See {@link Traversal#waiting}. */
  void waiting(UUID id, Optional<String> physicalId, Value checkpoint, String doing, boolean tell) {
    ResourceState row = rows.get(id);
    ResourceState now =
        rows.change(row)
            .action(row.action(), row.status(), doing)
            .checkpoint(checkpoint)
            .physicalId(physicalId)
            .build();
    if (tell && !doing.equals(told.put(id, doing))) {
      rows.announce(now);
    } else if (!row.statusReason().equals(doing)
        || !row.checkpoint().equals(now.checkpoint())
        || !row.physicalId().equals(now.physicalId())) {
      rows.write(now);
    }
  }

  /** See {@link Traversal#queued}. */
  void queued(UUID id, String why) {
    if (!why.equals(told.put(id, why))) {
      ResourceState row = rows.get(id);
      rows.announce(rows.change(row).action(row.action(), row.status(), why).build());
    }
  }

  /** See {@link Traversal#tryAgain}. */
  void tryAgain(UUID id, String reason) {
    ResourceState row = rows.get(id);
    rows.announce(
        rows.change(row)
            .action(row.action(), Status.IN_PROGRESS, "trying again: " + reason)
            .attempts(row.attempts() + 1)
            .build());
  }

  /** Writes that what is being done to a row has failed, and remembers it as a failure. */
  void failed(UUID id, Optional<String> physicalId, String reason) {
    markFailed(id, physicalId, reason);
    ResourceState row = rows.get(id);
    failures.add(new Failure(row.path(), row.action(), reason));
  }

  /**
   * Writes that a row is not as it was thought, when the walk itself does something about that:
   * what a CHECK finds broken is replaced, and what cannot be woken is changed in place where the
   * type can do so with what has failed.
   *
   * @return false when what failed was another thing, and nothing was written: so is a look at what
   *     was there before, in whose place nothing else can be put
   */
  boolean foundBroken(UUID id, Optional<String> physicalId, String reason, Handlers handlers) {
    ResourceState row = rows.get(id);
    if (row.action() == Action.CHECK && !row.isForeign()) {
      markFailed(id, physicalId, reason);
      return true;
    }
    boolean asleep =
        row.action() == Action.RESUME
            && handlers.find(row.type()).filter(ResourceHandler::updatesFailed).isPresent();
    if (asleep) {
      markFailed(id, physicalId, reason);
      rows.write(rows.change(rows.get(id)).action(Action.UPDATE, Status.FAILED, reason).build());
    }
    return asleep;
  }

  /** Writes that what is being done to a row has failed. */
  void markFailed(UUID id, Optional<String> physicalId, String reason) {
    ResourceState row = rows.get(id);
    rows.announce(
        rows.change(row)
            .action(row.action(), Status.FAILED, reason)
            .physicalId(physicalId)
            .build());
  }

  /**
   * Ends nested stacks that are still under way.
   *
   * @param otherwise why, when no failure lies in them
   */
  void conclude(String otherwise) {
    for (ResourceState row : rows.all()) {
      if (row.nested() && row.status() == Status.IN_PROGRESS) {
        String reason = within(row).map(Failure::described).orElse(otherwise);
        rows.announce(rows.change(row).action(row.action(), Status.FAILED, reason).build());
      }
    }
  }

  /** The first failure in a nested stack, as seen from it. */
  Optional<Failure> within(ResourceState nested) {
    return failures.stream().flatMap(failure -> failure.within(nested.path()).stream()).findFirst();
  }
}
