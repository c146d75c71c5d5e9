package io.kiln.db.stacks;

import static io.kiln.db.stacks.Columns.at;
import static io.kiln.db.stacks.Columns.instant;
import static io.kiln.db.stacks.Columns.storable;
import static io.kiln.db.stacks.Columns.text;
import static io.kiln.db.stacks.Columns.textIfAny;
import static io.kiln.db.stacks.Columns.uuid;

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

  private static final String INSERT =
      """
      insert into event (
        stack_id, sequence, id, path, resource_type, physical_id, action, status, reason, at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

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
    to.setObject(1, stack);
    to.setLong(2, row.sequence());
    to.setObject(3, event.id());
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
        "select * from event where stack_id = ? and sequence > ? order by sequence limit ?",
        (row, _) -> read(row),
        stack,
        sequence,
        limit);
  }

  static StackEvent read(ResultSet row) throws SQLException {
    return new StackEvent(
        row.getLong("sequence"),
        uuid(row, "id"),
        uuid(row, "stack_id"),
        text(row, "path"),
        text(row, "resource_type"),
        textIfAny(row, "physical_id"),
        Action.valueOf(text(row, "action")),
        Status.valueOf(text(row, "status")),
        text(row, "reason"),
        instant(row, "at"));
  }
}
