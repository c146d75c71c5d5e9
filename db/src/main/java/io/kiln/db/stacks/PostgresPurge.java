package io.kiln.db.stacks;

import io.kiln.db.secret.SecretBox;
import io.kiln.db.secret.StoredSource;
import io.kiln.db.transaction.Transactions;
import io.kiln.engine.convergence.receipts.Receipts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Removes what was kept long enough, measured by the database's clock. Each transaction removes so
 * much that it takes a moment, and none holds a row that a worker waits for while it does: a purge
 * may run at any time, be cut off at any time, and run twice at once.
 */
public final class PostgresPurge {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Rows that one transaction removes. */
  static final int ROWS = 2_000;

  /** Stacks that are looked at together. */
  private static final int STACKS = 200;

  /** What hangs on a stack in great numbers. */
  private static final List<String> MANY = List.of("event", "drift", "resource");

  /** Of a stack those that began before others that are old: how the last one ended is told. */
  private static final String OPERATIONS =
      """
      delete from operation where (stack_id, traversal) in (
        select stack_id, traversal from operation o
        where begun_at < :cutoff and exists (
          select from operation later where later.stack_id = o.stack_id
            and later.traversal > o.traversal and later.begun_at < :cutoff)
        limit :limit)
      """;

  private static final String RECEIPTS =
      """
      delete from receipt where ctid = any (array(
        select ctid from receipt where begun_at < :cutoff limit :limit))
      """;

  private static final UUID FIRST = new UUID(0, 0);

  private final JdbcClient jdbc;
  private final Transactions transactions;
  private final RevisionRows revisions;

  /** Purges this database. */
  public PostgresPurge(DataSource database, SecretBox box) {
    jdbc = JdbcClient.create(new JdbcTemplate(database));
    transactions = new Transactions(database, PATIENCE);
    revisions = new RevisionRows(jdbc, new StoredSource(box));
  }

  /** How much was removed. */
  public record Purged(
      long stacks, long revisions, long events, long operations, long plans, long receipts) {}

  /** Removes all that is older than it has to be; ends early when the thread is interrupted. */
  public Purged run(Retention retention) {
    return new Purged(
        deletedStacks(retention.deletedStacks()),
        oldRevisions(retention.revisions()),
        oldEvents(retention.events()),
        some("operations", OPERATIONS, retention.events()),
        endedPlans(),
        some("receipts", RECEIPTS, Receipts.KEPT));
  }

  /** Removes rows by a statement, part by part. */
  private long some(String what, String sql, Duration age) {
    Instant cutoff = before(age);
    long removed = 0;
    int part = ROWS;
    while (part == ROWS && !Thread.currentThread().isInterrupted()) {
      part =
          transactions.repeatable(
              "purge " + what,
              () ->
                  jdbc.sql(sql).param("cutoff", Columns.at(cutoff)).param("limit", ROWS).update());
      removed += part;
    }
    return removed;
  }

  /** Plans whose time is over, with their texts. */
  private long endedPlans() {
    Instant now = before(Duration.ZERO);
    long removed = 0;
    int part = STACKS;
    while (part == STACKS && !Thread.currentThread().isInterrupted()) {
      part =
          transactions.repeatable(
              "purge plans",
              () -> {
                List<Optional<byte[]>> gone =
                    jdbc.sql(
                            """
                            delete from plan where id in (
                              select id from plan where expires_at < :now
                              order by expires_at limit :limit)
                            returning source_hash
                            """)
                        .param("now", Columns.at(now))
                        .param("limit", STACKS)
                        .query((row, _) -> Optional.ofNullable(row.getBytes("source_hash")))
                        .list();
                revisions.forgetTexts(gone.stream().flatMap(Optional::stream).toList());
                return gone.size();
              });
      removed += part;
    }
    return removed;
  }

  private Instant before(Duration age) {
    return transactions.repeatable(
        "read the clock",
        () ->
            jdbc.sql("select clock_timestamp() - :age * interval '1 ms' as at")
                .param("age", age.toMillis())
                .query((row, _) -> Columns.instant(row, "at"))
                .single());
  }

  private long deletedStacks(Duration age) {
    Instant cutoff = before(age);
    long removed = 0;
    while (!Thread.currentThread().isInterrupted()) {
      List<UUID> stacks =
          transactions.repeatable(
              "find stacks to purge",
              () ->
                  jdbc.sql(
                          """
                          select id from stack where deleted_at < :cutoff
                          order by deleted_at limit :limit
                          """)
                      .param("cutoff", Columns.at(cutoff))
                      .param("limit", STACKS)
                      .query((row, _) -> Columns.uuid(row, "id"))
                      .list());
      if (stacks.isEmpty()) {
        break;
      }
      for (UUID stack : stacks) {
        MANY.forEach(table -> empty(table, stack));
        removed += forget(stack);
      }
    }
    return removed;
  }

  private void empty(String table, UUID stack) {
    int removed = ROWS;
    while (removed == ROWS) {
      removed =
          transactions.repeatable(
              "purge a part of a stack",
              () ->
                  jdbc.sql(
                          """
                          delete from %s where ctid = any (array(
                            select ctid from %s where stack_id = :stack limit :limit))
                          """
                              .formatted(table, table))
                      .param("stack", stack)
                      .param("limit", ROWS)
                      .update());
    }
  }

  private int forget(UUID stack) {
    return transactions.repeatable(
        "purge a stack",
        () -> {
          revisions.forgetAll(stack);
          return jdbc.sql("delete from stack where id = :stack and deleted_at is not null")
              .param("stack", stack)
              .update();
        });
  }

  private long oldRevisions(Duration age) {
    Instant cutoff = before(age);
    long removed = 0;
    UUID last = FIRST;
    while (!Thread.currentThread().isInterrupted()) {
      List<UUID> stacks =
          stacksWith(
              """
              exists (select from revision
                where stack_id = stack.id and created_at < :cutoff
                  and number <> latest_revision)
              """,
              cutoff,
              last);
      if (stacks.isEmpty()) {
        break;
      }
      last = stacks.getLast();
      for (UUID stack : stacks) {
        removed +=
            transactions.repeatable("purge revisions", () -> revisions.forgetOlder(stack, cutoff));
      }
    }
    return removed;
  }

  private long oldEvents(Duration age) {
    Instant cutoff = before(age);
    long removed = 0;
    UUID last = FIRST;
    while (!Thread.currentThread().isInterrupted()) {
      List<UUID> stacks =
          stacksWith(
              """
              (select at from event where stack_id = stack.id order by sequence limit 1) < :cutoff
              """,
              cutoff,
              last);
      if (stacks.isEmpty()) {
        break;
      }
      last = stacks.getLast();
      for (UUID stack : stacks) {
        int part = ROWS;
        while (part == ROWS) {
          part = transactions.repeatable("purge events", () -> firstEvents(stack, cutoff));
          removed += part;
        }
      }
    }
    return removed;
  }

  /**
   * The oldest events without a gap, so that a reader sees at which number those begin that are
   * kept; never the last one, by which readers know that they have heard all.
   */
  private int firstEvents(UUID stack, Instant cutoff) {
    return jdbc.sql(
            """
            delete from event where stack_id = :stack and sequence in (
              select sequence from event
              where stack_id = :stack and sequence < coalesce(
                (select sequence from event where stack_id = :stack and at >= :cutoff
                 order by sequence limit 1),
                (select last_event from stack where id = :stack))
              order by sequence limit :limit)
            """)
        .param("stack", stack)
        .param("cutoff", Columns.at(cutoff))
        .param("limit", ROWS)
        .update();
  }

  /** Some stacks after one, by id. */
  private List<UUID> stacksWith(String condition, Instant cutoff, UUID after) {
    return transactions.repeatable(
        "find what to purge",
        () ->
            jdbc.sql(
                    "select id from stack where id > :after and "
                        + condition
                        + " order by id limit :limit")
                .param("after", after)
                .param("cutoff", Columns.at(cutoff))
                .param("limit", STACKS)
                .query((row, _) -> Columns.uuid(row, "id"))
                .list());
  }
}
