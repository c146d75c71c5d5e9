package io.kiln.it.chaos;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long the trees of a dead worker wait until another one holds them. */
final class Recovery {

  /** Far beyond any lease: a tree that waits longer is lost. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final Fleet fleet;
  private final List<Long> millis = new ArrayList<>();
  private int disturbed;

  Recovery(Fleet fleet) {
    this.fleet = fleet;
  }

  /** The trees that a worker holds, with their fence. */
  Map<String, Long> heldBy(long pid) throws SQLException {
    return read(
        """
        select id::text, fence from stack
        where status = 'IN_PROGRESS' and holder like ? and claimable_from > clock_timestamp()
        """,
        "worker-" + pid + "-%");
  }

  /**
   * Watches until all of them are held anew or have settled.
   *
   * @param since {@link System#nanoTime} of the worker's end
   */
  void watch(Map<String, Long> held, long since) throws InterruptedException {
    Map<String, Long> waiting = new HashMap<>(held);
    while (!waiting.isEmpty()) {
      long waited = (System.nanoTime() - since) / 1_000_000;
      try {
        Map<String, Long> still =
            read(
                """
                select id::text, fence from stack
                where status = 'IN_PROGRESS' and deleted_at is null and id::text = any(?)
                """,
                waiting.keySet().toArray(String[]::new));
        List<String> recovered =
            waiting.entrySet().stream()
                .filter(tree -> !tree.getValue().equals(still.get(tree.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        recovered.forEach(waiting::remove);
        recovered.forEach(_ -> add(waited));
      } catch (SQLException e) {
        // The database is being restarted: that is measured by nobody's lease.
        synchronized (millis) {
          disturbed += waiting.size();
        }
        return;
      }
      if (waited > PATIENCE.toMillis()) {
        waiting.keySet().forEach(_ -> add(waited));
        return;
      }
      Thread.sleep(LOOK_EVERY);
    }
  }

  private void add(long waited) {
    synchronized (millis) {
      millis.add(waited);
    }
  }

  private Map<String, Long> read(String sql, Object parameter) throws SQLException {
    try (Connection connection = fleet.connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(
          1,
          parameter instanceof Object[] many ? connection.createArrayOf("text", many) : parameter);
      Map<String, Long> found = new HashMap<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.put(rows.getString(1), rows.getLong(2));
        }
      }
      return found;
    }
  }

  /** In milliseconds; 0 when nothing was measured. */
  long percentile(int percent) {
    synchronized (millis) {
      List<Long> sorted = millis.stream().sorted().toList();
      return sorted.isEmpty()
          ? 0
          : sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
  }

  String report() {
    synchronized (millis) {
      return "%d trees taken over: p50 %d ms, p99 %d ms, longest %d ms; %d more while the database was away"
          .formatted(millis.size(), percentile(50), percentile(99), percentile(100), disturbed);
    }
  }
}
