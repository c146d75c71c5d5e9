package io.kiln.db.audit;

import io.kiln.db.secret.MacKeys;
import io.kiln.db.transaction.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The log in the database. Servers that share it append one after the other: whoever does holds the
 * head for the length of one short transaction, however many rows it brings.
 */
public final class PostgresAudit {

  /** As long as a database takes to fail over; then whoever waits is told. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Rows looked at with one question: some megabytes. */
  private static final int PAGE = 5_000;

  private final JdbcClient jdbc;
  private final JdbcTemplate batches;
  private final Transactions transactions;
  private final AuditChain chain;

  private record Head(long sequence, String mac) {}

  /** The log in this database, vouched for by these keys. */
  public PostgresAudit(DataSource database, MacKeys keys) {
    this.jdbc = JdbcClient.create(database);
    this.batches = new JdbcTemplate(database);
    this.transactions = new Transactions(database, PATIENCE);
    this.chain = new AuditChain(keys);
  }

  /**
   * Appends rows in their order, all or none. When the answer to a commit is lost they may be there
   * twice: a log had better say too much.
   */
  public void append(List<AuditRow> rows) {
    transactions.repeatable(
        "append to the audit log",
        () -> {
          Head head =
              jdbc.sql("select sequence, mac from audit_head for update")
                  .query((row, _) -> new Head(row.getLong(1), hex(row.getBytes(2))))
                  .single();
          List<KeptRow> kept = new ArrayList<>(rows.size());
          for (AuditRow row : rows) {
            KeptRow next = chain.next(head.sequence() + 1, head.mac(), row);
            kept.add(next);
            head = new Head(next.sequence(), next.mac());
          }
          insert(kept);
          return jdbc.sql("update audit_head set sequence = :sequence, mac = :mac")
              .param("sequence", head.sequence())
              .param("mac", HexFormat.of().parseHex(head.mac()))
              .update();
        });
  }

  private void insert(List<KeptRow> rows) {
    batches.batchUpdate(
        """
        insert into audit (sequence, at, kind, request_id, user_name, project, means, source, method,
          route, path, status, left_out, key_id, mac)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        rows,
        rows.size(),
        (statement, kept) -> {
          AuditRow row = kept.row();
          statement.setLong(1, kept.sequence());
          statement.setTimestamp(2, Timestamp.from(row.at()));
          statement.setString(3, row.kind());
          statement.setString(4, row.requestId());
          statement.setString(5, row.user());
          statement.setObject(6, row.project().orElse(null));
          statement.setString(7, row.means());
          statement.setString(8, row.source());
          statement.setString(9, row.method());
          statement.setString(10, row.route());
          statement.setString(11, row.path());
          statement.setObject(12, row.status().orElse(null));
          statement.setInt(13, row.leftOut());
          statement.setString(14, kept.keyId());
          statement.setBytes(15, HexFormat.of().parseHex(kept.mac()));
        });
  }

  /** Rows before this one, the newest first. */
  public List<KeptRow> newest(long before, int limit) {
    return transactions.repeatable(
        "read the audit log",
        () ->
            jdbc.sql(
                    "select * from audit where sequence < :before order by sequence desc limit"
                        + " :limit")
                .param("before", before)
                .param("limit", limit)
                .query(PostgresAudit::row)
                .list());
  }

  /**
   * Reads the log from its beginning, and compares. What is appended meanwhile is not looked at.
   */
  public Verdict verify() {
    Head head =
        transactions.repeatable(
            "read the audit log",
            () ->
                jdbc.sql("select sequence, mac from audit_head")
                    .query((row, _) -> new Head(row.getLong(1), hex(row.getBytes(2))))
                    .single());
    long rows = 0;
    String previous = "";
    while (rows < head.sequence()) {
      List<KeptRow> page = after(rows);
      if (page.isEmpty()) {
        return new Verdict(rows, previous, Optional.of("row %d is missing".formatted(rows + 1)));
      }
      for (KeptRow row : page) {
        Optional<String> trouble = chain.trouble(rows + 1, previous, row);
        if (trouble.isPresent()) {
          return new Verdict(rows, previous, trouble);
        }
        rows++;
        previous = row.mac();
        if (rows == head.sequence()) {
          break;
        }
      }
    }
    return new Verdict(
        rows,
        previous,
        previous.equals(head.mac())
            ? Optional.empty()
            : Optional.of("the head is not what vouches for row %d".formatted(rows)));
  }

  private List<KeptRow> after(long sequence) {
    return transactions.repeatable(
        "read the audit log",
        () ->
            jdbc.sql("select * from audit where sequence > :after order by sequence limit :limit")
                .param("after", sequence)
                .param("limit", PAGE)
                .query(PostgresAudit::row)
                .list());
  }

  private static KeptRow row(ResultSet row, int number) throws SQLException {
    return new KeptRow(
        row.getLong("sequence"),
        new AuditRow(
            row.getTimestamp("at").toInstant(),
            row.getString("kind"),
            row.getString("request_id"),
            row.getString("user_name"),
            Optional.ofNullable(row.getString("project")),
            row.getString("means"),
            row.getString("source"),
            row.getString("method"),
            row.getString("route"),
            row.getString("path"),
            Optional.ofNullable(row.getObject("status", Integer.class)),
            row.getInt("left_out")),
        row.getString("key_id"),
        hex(row.getBytes("mac")));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
