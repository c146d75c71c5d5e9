package io.kiln.db.stacks;

import io.kiln.db.secret.StoredValue;
import io.kiln.engine.convergence.SnapshotRecord;
import io.kiln.engine.planning.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code snapshot}. */
final class SnapshotRows {

  private final JdbcClient jdbc;
  private final StoredValue values;

  SnapshotRows(JdbcClient jdbc, StoredValue values) {
    this.jdbc = jdbc;
    this.values = values;
  }

  void write(UUID stack, SnapshotRecord snapshot) {
    jdbc.sql(
            """
            insert into snapshot (
              stack_id, id, name, status, reason, revision, resources, created_at)
            values (:stack, :id, :name, :status, :reason, :revision, :resources, :created_at)
            on conflict (stack_id, id) do update set
              status = excluded.status, reason = excluded.reason, resources = excluded.resources
            """)
        .param("stack", stack)
        .param("id", snapshot.id())
        .param("name", Columns.storable(snapshot.name()))
        .param("status", snapshot.status().name())
        .param("reason", snapshot.reason().map(Columns::storable).orElse(null))
        .param("revision", snapshot.revision())
        .param("resources", snapshot.resources().map(values::write).orElse(null))
        .param("created_at", Columns.at(snapshot.createdAt()))
        .update();
  }

  /** Oldest first. */
  List<SnapshotRecord> of(UUID stack) {
    return jdbc.sql("select * from snapshot where stack_id = :stack order by created_at, id")
        .param("stack", stack)
        .query((row, _) -> read(row))
        .list();
  }

  /** Those that are being taken. */
  List<SnapshotRecord> underway(UUID stack) {
    return jdbc.sql("select * from snapshot where stack_id = :stack and status = 'IN_PROGRESS'")
        .param("stack", stack)
        .query((row, _) -> read(row))
        .list();
  }

  int count(UUID stack) {
    return jdbc.sql("select count(*) from snapshot where stack_id = :stack")
        .param("stack", stack)
        .query(Integer.class)
        .single();
  }

  int remove(UUID stack, UUID snapshot) {
    return jdbc.sql("delete from snapshot where stack_id = :stack and id = :id")
        .param("stack", stack)
        .param("id", snapshot)
        .update();
  }

  int removeAll(UUID stack) {
    return jdbc.sql("delete from snapshot where stack_id = :stack").param("stack", stack).update();
  }

  private SnapshotRecord read(ResultSet row) throws SQLException {
    return new SnapshotRecord(
        Columns.uuid(row, "id"),
        Columns.text(row, "name"),
        Status.valueOf(Columns.text(row, "status")),
        Columns.textIfAny(row, "reason"),
        row.getLong("revision"),
        Columns.textIfAny(row, "resources").map(values::readMap),
        Columns.instant(row, "created_at"));
  }
}
