package io.kiln.engine.planning;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The batches of groups that wait for their time, as their update policies want it. */
final class Pauses {
  private final Map<Node, Instant> until = new LinkedHashMap<>();

  void begin(Node batch, Instant end) {
    until.put(batch, end);
  }

  boolean isEmpty() {
    return until.isEmpty();
  }

  /** Those whose time has come; they wait no more. */
  Collection<Node> over(Instant now) {
    var over = new ArrayList<Node>();
    until.forEach(
        (batch, end) -> {
          if (!now.isBefore(end)) {
            over.add(batch);
          }
        });
    over.forEach(until::remove);
    return over;
  }

  /** When the next one's time comes. */
  Optional<Instant> next() {
    return until.values().stream().min(Comparator.naturalOrder());
  }

  /** Nobody waits any more: each group that has not come to its end has failed. */
  List<Failure> giveUp(Rows rows, String reason) {
    List<Failure> failures =
        until.keySet().stream()
            .map(batch -> rows.get(batch.scope().parent().orElseThrow()))
            .map(row -> new Failure(row.path(), row.action(), reason))
            .toList();
    until.clear();
    return failures;
  }
}
