package io.kiln.db.stacks;

import static io.kiln.db.stacks.Columns.at;
import static io.kiln.db.stacks.Columns.instant;
import static io.kiln.db.stacks.Columns.instantIfAny;
import static io.kiln.db.stacks.Columns.longIfAny;
import static io.kiln.db.stacks.Columns.orNull;
import static io.kiln.db.stacks.Columns.storable;
import static io.kiln.db.stacks.Columns.text;
import static io.kiln.db.stacks.Columns.uuid;

import io.kiln.db.secret.StoredValue;
import io.kiln.engine.convergence.Asking;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.TraceParent;
import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Status;
import io.kiln.engine.planning.Target;
import io.kiln.engine.reading.StackLine;
import io.kiln.templates.value.Value;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code stack}, its lease columns apart. */
final class StackRows {

  static final String COLUMNS =
      """
      id, project, name, target_action, target_revision, target_halted, target_regard, action,
      status, status_reason, latest_revision, good_revision, traversal, disable_rollback, timeout_millis,
      tags, description, outputs, owner, created_at, updated_at, deleted_at
      """;

  /** Of these a {@link StackLine} is made, in the order of its parts. */
  static final String LINE =
      """
      id, project, name, coalesce(target_revision, latest_revision) as revision, action, status,
      status_reason, disable_rollback, timeout_millis, tags, description, owner, created_at,
      updated_at, deleted_at
      """;

  private final JdbcClient jdbc;
  private final StoredValue values;

  StackRows(JdbcClient jdbc, StoredValue values) {
    this.jdbc = jdbc;
    this.values = values;
  }

  /** The row, locked until the transaction ends. */
  Optional<StackRecord> lock(UUID id) {
    return jdbc.sql("select " + COLUMNS + " from stack where id = :id for no key update")
        .param("id", id)
        .query((row, _) -> read(row))
        .optional();
  }

  /** The trace in which the present request is made, as it is stored. */
  static @Nullable String currentTrace() {
    return Asking.current().trace().map(TraceParent::written).orElse(null);
  }

  /** Notes in which trace a stack got its target. */
  void trace(UUID id) {
    jdbc.sql("update stack set trace = :trace where id = :id")
        .param("trace", currentTrace(), Types.VARCHAR)
        .param("id", id)
        .update();
  }

  /** In which trace a stack got its target. */
  Optional<TraceParent> trace(StackRecord stack) {
    return jdbc.sql("select trace from stack where id = :id")
        .param("id", stack.id())
        .query((row, _) -> Columns.textIfAny(row, "trace"))
        .single()
        .flatMap(TraceParent::parse);
  }

  /** The database's clock, the only one that all workers and API nodes share. */
  Instant now() {
    return jdbc.sql("select clock_timestamp() as at")
        .query((row, _) -> instant(row, "at"))
        .single();
  }

  void insert(StackRecord stack) {
    bound(
            """
            insert into stack (
              id, project, name, target_action, target_revision, target_halted, target_regard, action, status,
              status_reason, latest_revision, good_revision, traversal, disable_rollback, timeout_millis, tags,
              description, outputs, owner, created_at, updated_at, deleted_at)
            values (
              :id, :project, :name, :target_action, :target_revision, :target_halted, :target_regard,
              :action, :status,
              :status_reason, :latest_revision, :good_revision, :traversal, :disable_rollback,
              :timeout_millis, :tags, :description, :outputs, :owner, :created_at, :updated_at,
              :deleted_at)
            """,
            stack)
        .update();
  }

  void update(StackRecord stack) {
    bound(
            """
            update stack set
              target_action = :target_action, target_revision = :target_revision,
              target_halted = :target_halted, target_regard = :target_regard,
              action = :action, status = :status, status_reason = :status_reason,
              latest_revision = :latest_revision, good_revision = :good_revision,
              traversal = :traversal, disable_rollback = :disable_rollback,
              timeout_millis = :timeout_millis, tags = :tags, description = :description,
              outputs = :outputs, updated_at = :updated_at, deleted_at = :deleted_at
            where id = :id
            """,
            stack)
        .update();
  }

  private JdbcClient.StatementSpec bound(String sql, StackRecord stack) {
    return jdbc.sql(sql)
        .param("id", stack.id())
        .param("project", stack.project())
        .param("name", stack.name())
        .param("target_action", stack.target().action().name())
        .param("target_revision", orNull(stack.target().revision()), java.sql.Types.BIGINT)
        .param("target_halted", stack.target().halted())
        .param("target_regard", stack.target().regard().name())
        .param("action", stack.action().name())
        .param("status", stack.status().name())
        .param("status_reason", storable(stack.statusReason()))
        .param("latest_revision", stack.latestRevision())
        .param("good_revision", orNull(stack.goodRevision()), java.sql.Types.BIGINT)
        .param("traversal", stack.traversal())
        .param("disable_rollback", stack.disableRollback())
        .param(
            "timeout_millis",
            stack.timeout().map(Duration::toMillis).orElse(null),
            java.sql.Types.BIGINT)
        .param("tags", stack.tags().toArray(String[]::new))
        .param("description", storable(stack.description()))
        .param("outputs", values.write(stack.outputs()))
        .param("owner", stack.owner())
        .param("created_at", at(stack.createdAt()))
        .param("updated_at", at(stack.updatedAt()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
        .param("deleted_at", at(stack.deletedAt()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE);
  }

  /** Reads a row that begins with {@link #LINE}. */
  static StackLine line(ResultSet selected) throws SQLException {
    var row = new InOrder(selected);
    return new StackLine(
        row.uuid(),
        row.text(),
        row.text(),
        row.number(),
        Action.valueOf(row.text()),
        Status.valueOf(row.text()),
        row.text(),
        row.truth(),
        timeout(row.numberIfAny()),
        row.texts(),
        row.text(),
        row.text(),
        row.instant(),
        row.instantIfAny(),
        row.instantIfAny());
  }

  private static Optional<Duration> timeout(OptionalLong millis) {
    return millis.isPresent()
        ? Optional.of(Duration.ofMillis(millis.getAsLong()))
        : Optional.empty();
  }

  Value.MapOf outputs(UUID id) {
    return jdbc.sql("select outputs from stack where id = :id")
        .param("id", id)
        .query((row, _) -> values.readMap(text(row, "outputs")))
        .optional()
        .orElse(Value.MapOf.EMPTY);
  }

  StackRecord read(ResultSet row) throws SQLException {
    OptionalLong wanted = longIfAny(row, "target_revision");
    return new StackRecord(
        uuid(row, "id"),
        text(row, "project"),
        text(row, "name"),
        new Target(
            Action.valueOf(text(row, "target_action")),
            wanted,
            row.getBoolean("target_halted"),
            Target.Regard.valueOf(text(row, "target_regard"))),
        Action.valueOf(text(row, "action")),
        Status.valueOf(text(row, "status")),
        text(row, "status_reason"),
        row.getLong("latest_revision"),
        longIfAny(row, "good_revision"),
        row.getLong("traversal"),
        row.getBoolean("disable_rollback"),
        timeout(longIfAny(row, "timeout_millis")),
        texts(row.getArray("tags")),
        text(row, "description"),
        values.readMap(text(row, "outputs")),
        text(row, "owner"),
        instant(row, "created_at"),
        instantIfAny(row, "updated_at"),
        instantIfAny(row, "deleted_at"));
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}
