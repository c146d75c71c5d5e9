package io.kiln.db.cfn;

import io.kiln.db.secret.SecretBox;
import io.kiln.db.transaction.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps change sets, each project's for itself. */
public final class ChangeSetStore {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Transactions transactions;
  private final JdbcClient jdbc;
  private final SealedDocument documents;

  /** Change sets in this database. */
  public ChangeSetStore(DataSource database, SecretBox box) {
    this.transactions = new Transactions(database, PATIENCE);
    this.jdbc = JdbcClient.create(database);
    this.documents = new SealedDocument(box);
  }

  /**
   * Keeps a new one.
   *
   * @return false when its stack has one of that name
   */
  public boolean put(ChangeSetRow set) {
    return transactions.once(
            "store a change set",
            () ->
                jdbc.sql(
                        """
                        insert into change_set (
                          id, project, stack_id, stack_name, name, base, document, created_at)
                        values (
                          :id, :project, :stack, :stack_name, :name, :base, :document, :created_at)
                        on conflict (stack_id, name) do nothing
                        """)
                    .param("id", set.id())
                    .param("project", set.project())
                    .param("stack", set.stack())
                    .param("stack_name", set.stackName())
                    .param("name", set.name())
                    .param(
                        "base",
                        set.base().isPresent() ? set.base().getAsLong() : null,
                        Types.BIGINT)
                    .param("document", documents.write(set.document()))
                    .param("created_at", set.createdAt().atOffset(ZoneOffset.UTC))
                    .update())
        > 0;
  }

  /** By its id. */
  public Optional<ChangeSetRow> find(String project, UUID id) {
    return transactions.repeatable(
        "find a change set",
        () ->
            jdbc.sql("select * from change_set where id = :id and project = :project")
                .param("id", id)
                .param("project", project)
                .query((row, _) -> read(row))
                .optional());
  }

  /** Those of a stack, the oldest first. */
  public List<ChangeSetRow> of(String project, UUID stack) {
    return transactions.repeatable(
        "list change sets",
        () ->
            jdbc.sql(
                    """
                    select * from change_set where stack_id = :stack and project = :project
                    order by created_at, id
                    """)
                .param("stack", stack)
                .param("project", project)
                .query((row, _) -> read(row))
                .list());
  }

  /** Those of stacks to be, the oldest first. */
  public List<ChangeSetRow> reviews(String project) {
    return transactions.repeatable(
        "list stacks to be",
        () ->
            jdbc.sql(
                    """
                    select * from change_set
                    where project = :project and base is null and executed is null
                      and not exists (select from stack where id = stack_id)
                    order by created_at, id
                    """)
                .param("project", project)
                .query((row, _) -> read(row))
                .list());
  }

  /** Says once what will come of it; false when that was said, or it is gone. */
  public boolean take(UUID id, long revision) {
    return transactions.once(
            "execute a change set",
            () ->
                jdbc.sql(
                        "update change_set set executed = :revision"
                            + " where id = :id and executed is null")
                    .param("id", id)
                    .param("revision", revision)
                    .update())
        > 0;
  }

  /** Takes that back. */
  public void release(UUID id) {
    transactions.repeatable(
        "give back a change set",
        () ->
            jdbc.sql("update change_set set executed = null where id = :id")
                .param("id", id)
                .update());
  }

  /** Forgets one; it is no error when there is none. */
  public void remove(UUID id) {
    transactions.repeatable(
        "remove a change set",
        () -> jdbc.sql("delete from change_set where id = :id").param("id", id).update());
  }

  private ChangeSetRow read(ResultSet row) throws SQLException {
    return new ChangeSetRow(
        row.getObject("id", UUID.class),
        row.getString("project"),
        row.getObject("stack_id", UUID.class),
        row.getString("stack_name"),
        row.getString("name"),
        number(row, "base"),
        number(row, "executed"),
        documents.read(row.getString("document")),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  private static OptionalLong number(ResultSet row, String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
  }
}
