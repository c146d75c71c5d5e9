package io.kiln.db.stacks;

import static io.kiln.db.stacks.Columns.at;
import static io.kiln.db.stacks.Columns.storable;

import io.kiln.engine.convergence.StackEvent;
import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Status;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code event}, and the number of the last one that {@code stack} keeps. */
final class EventRows {

  /** Of these a {@link StackEvent} is made, in the order of its parts. */
  static final String COLUMNS =
      "sequence, id, stack_id, path, resource_type, physical_id, action, status, reason, at";

  private static final String INSERT =
      "insert into event (%s) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)".formatted(COLUMNS);

  private static final int BATCH = 2000;

  private final JdbcTemplate jdbc;

  EventRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Appends events in their order; the caller's transaction holds the stack's row.
   *
   * @return the number of the first of them; 0 when there are none
   */
  long append(UUID stack, List<StackEvent> events) {
    if (events.isEmpty()) {
      return 0;
    }
    @Nullable Long last =
        jdbc.queryForObject(
            "update stack set last_event = last_event + ? where id = ? returning last_event",
            Long.class,
            events.size(),
            stack);
    if (last == null) {
      throw new IllegalStateException("events of a stack that is not there: " + stack);
    }
    long first = last - events.size() + 1;
    List<Numbered> numbered = new ArrayList<>(events.size());
    for (StackEvent event : events) {
      numbered.add(new Numbered(first + numbered.size(), event));
    }
    jdbc.batchUpdate(INSERT, numbered, BATCH, (statement, row) -> bind(statement, stack, row));
    return first;
  }

  private record Numbered(long sequence, StackEvent event) {}

  private static void bind(PreparedStatement to, UUID stack, Numbered row) throws SQLException {
    StackEvent event = row.event();
    to.setLong(1, row.sequence());
    to.setObject(2, event.id());
    to.setObject(3, stack);
    to.setString(4, storable(event.path()));
    to.setString(5, storable(event.resourceType()));
    to.setString(6, event.physicalId().map(Columns::storable).orElse(null));
    to.setString(7, event.action().name());
    to.setString(8, event.status().name());
    to.setString(9, storable(event.reason()));
    to.setObject(10, at(event.at()));
  }

  List<StackEvent> after(UUID stack, long sequence, int limit) {
    return jdbc.query(
        "select %s from event where stack_id = ? and sequence > ? order by sequence limit ?"
            .formatted(COLUMNS),
        (row, _) -> read(row),
        stack,
        sequence,
        limit);
  }

  /** Reads a row that begins with {@link #COLUMNS}. */
  static StackEvent read(ResultSet selected) throws SQLException {
    var row = new InOrder(selected);
    return new StackEvent(
        row.number(),
        row.uuid(),
        row.uuid(),
        row.text(),
        row.text(),
        row.textIfAny(),
        Action.valueOf(row.text()),
        Status.valueOf(row.text()),
        row.text(),
        row.instant());
  }
}
