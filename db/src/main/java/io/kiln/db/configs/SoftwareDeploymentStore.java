package io.kiln.db.configs;

import io.kiln.db.secret.SecretBox;
import io.kiln.db.secret.StoredValue;
import io.kiln.db.transaction.Transactions;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps software deployments, and answers what concerns configs and deployments together. */
public final class SoftwareDeploymentStore {

  /** A client waits: better an error it can repeat than a request that hangs. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Transactions transactions;
  private final JdbcClient jdbc;
  private final StoredValue values;

  /** A store in this database. */
  public SoftwareDeploymentStore(DataSource database, SecretBox box) {
    this.transactions = new Transactions(database, PATIENCE);
    this.jdbc = JdbcClient.create(database);
    this.values = new StoredValue(box);
  }

  /**
   * Configs, the oldest first, after the one with the marker's id.
   *
   * @param project whose; empty for every project's
   */
  public List<SoftwareConfigLine> configs(
      Optional<String> project, Optional<String> marker, int limit) {
    String own = project.isPresent() ? "project = :project and" : "";
    return transactions.repeatable(
        "list software configs",
        () ->
            jdbc.sql(
                    """
                    select project, id, name, hook_group, created_at from software_config
                    where %1$s (created_at, id) > (
                      select coalesce(max(created_at), '-infinity'), coalesce(max(id), '')
                      from software_config where %1$s id = :marker)
                    order by created_at, id limit :limit
                    """
                        .formatted(own))
                .param("project", project.orElse(null), Types.VARCHAR)
                .param("marker", marker.orElse(""))
                .param("limit", limit)
                .query((row, _) -> line(row))
                .list());
  }

  private static SoftwareConfigLine line(ResultSet row) throws SQLException {
    return new SoftwareConfigLine(
        row.getString("project"),
        row.getString("id"),
        row.getString("name"),
        row.getString("hook_group"),
        instant(row, "created_at").orElseThrow());
  }

  /** Whether a config was deleted; one that a deployment uses is not. */
  public boolean deleteUnused(String project, String config) {
    return transactions.repeatable(
        "delete a software config",
        () ->
            jdbc.sql(
                        """
                        delete from software_config c where project = :project and id = :id
                          and not exists (select 1 from software_deployment d
                            where d.project = c.project and d.config_id = c.id)
                        """)
                    .param("project", project)
                    .param("id", config)
                    .update()
                > 0);
  }

  /** Deployments of a project, the oldest first; only those of a server when one is named. */
  public List<SoftwareDeploymentRow> list(String project, Optional<String> server) {
    String only = server.isPresent() ? " and server_id = :server" : "";
    return transactions.repeatable(
        "list software deployments",
        () -> {
          JdbcClient.StatementSpec query =
              jdbc.sql(
                      "select * from software_deployment where project = :project"
                          + only
                          + " order by created_at, id")
                  .param("project", project);
          server.ifPresent(id -> query.param("server", id));
          return query.query((row, _) -> deployment(row)).list();
        });
  }

  /** One deployment of a project. */
  public Optional<SoftwareDeploymentRow> find(String project, UUID id) {
    return transactions.repeatable(
        "find a software deployment",
        () ->
            jdbc.sql("select * from software_deployment where project = :project and id = :id")
                .param("project", project)
                .param("id", id)
                .query((row, _) -> deployment(row))
                .optional());
  }

  private SoftwareDeploymentRow deployment(ResultSet row) throws SQLException {
    return new SoftwareDeploymentRow(
        row.getString("project"),
        row.getObject("id", UUID.class),
        row.getString("server_id"),
        row.getString("config_id"),
        Optional.ofNullable(row.getString("action")),
        Optional.ofNullable(row.getString("status")),
        Optional.ofNullable(row.getString("status_reason")),
        Optional.ofNullable(row.getString("user_project")),
        opened(row),
        instant(row, "created_at").orElseThrow(),
        instant(row, "updated_at"),
        owner(row));
  }

  private static Optional<SoftwareDeploymentRow.Owner> owner(ResultSet row) throws SQLException {
    @Nullable UUID stack = row.getObject("stack_id", UUID.class);
    return stack == null
        ? Optional.empty()
        : Optional.of(new SoftwareDeploymentRow.Owner(stack, row.getString("path")));
  }

  /** Stores a deployment, over what there is of it. */
  public void put(SoftwareDeploymentRow row) {
    transactions.repeatable("store a software deployment", () -> write(row));
  }

  private int write(SoftwareDeploymentRow row) {
    return jdbc.sql(
            """
            insert into software_deployment (
              project, id, server_id, config_id, action, status, status_reason,
              user_project, document, created_at, updated_at, stack_id, path)
            values (
              :project, :id, :server, :config, :action, :status, :reason,
              :user_project, :document, :created_at, :updated_at, :stack, :path)
            on conflict (project, id) do update set
              config_id = excluded.config_id, action = excluded.action,
              status = excluded.status, status_reason = excluded.status_reason,
              document = excluded.document, updated_at = excluded.updated_at
            """)
        .param("project", row.project())
        .param("id", row.id())
        .param("server", row.server())
        .param("config", row.config())
        .param("action", row.action().orElse(null), Types.VARCHAR)
        .param("status", row.status().orElse(null), Types.VARCHAR)
        .param("reason", row.statusReason().orElse(null), Types.VARCHAR)
        .param("user_project", row.userProject().orElse(null), Types.VARCHAR)
        .param("document", values.write(row.document().marked(Mark.SECRET)))
        .param("created_at", at(Optional.of(row.createdAt())))
        .param("updated_at", at(row.updatedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
        .param(
            "stack", row.owner().map(SoftwareDeploymentRow.Owner::stack).orElse(null), Types.OTHER)
        .param(
            "path", row.owner().map(SoftwareDeploymentRow.Owner::path).orElse(null), Types.VARCHAR)
        .update();
  }

  /**
   * Stores a deployment of a stack's with the config that was derived for it, in place of the one
   * before.
   *
   * @param fence of the worker that says so; past ones are not heard
   * @throws IllegalArgumentException when it is no stack's
   */
  public void post(SoftwareConfigRow derived, SoftwareDeploymentRow row, long fence) {
    SoftwareDeploymentRow.Owner owner =
        row.owner().orElseThrow(() -> new IllegalArgumentException(row + " is no stack's"));
    transactions.repeatable(
        "post a software deployment",
        () -> {
          if (!holds(owner.stack(), fence)) {
            return false;
          }
          Optional<SoftwareDeploymentRow> before = locked(row.project(), row.id());
          jdbc.sql(
                  """
                  insert into software_config (project, id, name, hook_group, document, created_at)
                  values (:project, :id, :name, :group, :document, :created_at)
                  on conflict do nothing
                  """)
              .param("project", derived.project())
              .param("id", derived.id())
              .param("name", derived.name())
              .param("group", derived.group())
              .param("document", values.write(derived.document().marked(Mark.SECRET)))
              .param("created_at", at(Optional.of(derived.createdAt())))
              .update();
          write(before.map(old -> row.changed(old.createdAt(), row.createdAt())).orElse(row));
          before
              .map(SoftwareDeploymentRow::config)
              .filter(old -> !old.equals(derived.id()))
              .ifPresent(old -> deleteConfig(row.project(), old));
          return true;
        });
  }

  /** Stores what came of a stack's deployment; nothing when it was never posted. */
  public void end(
      String project, UUID stack, UUID id, long fence, UnaryOperator<SoftwareDeploymentRow> told) {
    transactions.repeatable(
        "end a software deployment",
        () -> {
          if (holds(stack, fence)) {
            locked(project, id).map(told).ifPresent(this::write);
          }
          return true;
        });
  }

  /** Deletes a stack's deployment with the config that was derived for it. */
  public void remove(String project, UUID stack, UUID id, long fence) {
    transactions.repeatable(
        "remove a software deployment",
        () -> {
          if (holds(stack, fence)) {
            locked(project, id)
                .ifPresent(
                    row -> {
                      deleteRow(project, id);
                      deleteConfig(project, row.config());
                    });
          }
          return true;
        });
  }

  /** Whether this is the fence of the tree's worker, and until the end of the transaction. */
  private boolean holds(UUID stack, long fence) {
    return jdbc.sql("select 1 from stack where id = :stack and fence = :fence for share")
        .param("stack", stack)
        .param("fence", fence)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  private Optional<SoftwareDeploymentRow> locked(String project, UUID id) {
    return jdbc.sql(
            "select * from software_deployment where project = :project and id = :id for update")
        .param("project", project)
        .param("id", id)
        .query((row, _) -> deployment(row))
        .optional();
  }

  private void deleteConfig(String project, String id) {
    jdbc.sql("delete from software_config where project = :project and id = :id")
        .param("project", project)
        .param("id", id)
        .update();
  }

  private int deleteRow(String project, UUID id) {
    return jdbc.sql("delete from software_deployment where project = :project and id = :id")
        .param("project", project)
        .param("id", id)
        .update();
  }

  /** Deletes a deployment; false when there is none. */
  public boolean delete(String project, UUID id) {
    return transactions.repeatable(
        "delete a software deployment", () -> deleteRow(project, id) > 0);
  }

  private Value.MapOf opened(ResultSet row) throws SQLException {
    return new Value.MapOf(values.readMap(row.getString("document")).entries(), Mark.NONE);
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static @Nullable OffsetDateTime at(Optional<Instant> instant) {
    return instant.map(time -> time.atOffset(ZoneOffset.UTC)).orElse(null);
  }
}
