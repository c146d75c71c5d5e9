package io.kiln.db.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statements of the log; each wants a transaction around it. */
final class AuditRows {

  private final JdbcClient jdbc;
  private final JdbcTemplate batches;

  /** Where the next row is appended. */
  record Head(long sequence, String mac) {}

  AuditRows(DataSource database) {
    this.jdbc = JdbcClient.create(database);
    this.batches = new JdbcTemplate(database);
  }

  Head head() {
    return head("select sequence, mac from audit_head");
  }

  Head lockedHead() {
    return head("select sequence, mac from audit_head for update");
  }

  private Head head(String sql) {
    return jdbc.sql(sql).query((row, _) -> new Head(row.getLong(1), hex(row.getBytes(2)))).single();
  }

  void move(Head head) {
    jdbc.sql("update audit_head set sequence = :sequence, mac = :mac")
        .param("sequence", head.sequence())
        .param("mac", bytes(head.mac()))
        .update();
  }

  /** Empty when somebody has taken it away. */
  Optional<AuditAnchor> anchor() {
    return anchor("select * from audit_anchor");
  }

  Optional<AuditAnchor> lockedAnchor() {
    return anchor("select * from audit_anchor for update");
  }

  private Optional<AuditAnchor> anchor(String sql) {
    return jdbc.sql(sql)
        .query(
            (row, _) ->
                new AuditAnchor(
                    row.getLong("sequence"),
                    hex(row.getBytes("mac")),
                    Optional.ofNullable(row.getTimestamp("cutoff")).map(Timestamp::toInstant),
                    row.getString("key_id"),
                    hex(row.getBytes("seal"))))
        .optional();
  }

  void move(AuditAnchor anchor) {
    jdbc.sql(
            """
            update audit_anchor
            set sequence = :sequence, mac = :mac, cutoff = :cutoff, key_id = :key, seal = :seal
            """)
        .param("sequence", anchor.sequence())
        .param("mac", bytes(anchor.mac()))
        .param("cutoff", anchor.cutoff().map(Timestamp::from).orElse(null))
        .param("key", anchor.keyId())
        .param("seal", bytes(anchor.seal()))
        .update();
  }

  /** So long ago by the database's clock. */
  Instant before(Duration age) {
    return jdbc.sql(
            "select date_trunc('microseconds', clock_timestamp()) - :age * interval '1 ms' as at")
        .param("age", age.toMillis())
        .query((row, _) -> row.getTimestamp("at").toInstant())
        .single();
  }

  void insert(List<KeptRow> rows) {
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
          statement.setBytes(15, bytes(kept.mac()));
        });
  }

  /** Rows before this one, the newest first. */
  List<KeptRow> newest(long before, int limit) {
    return jdbc.sql(
            "select * from audit where sequence < :before order by sequence desc limit :limit")
        .param("before", before)
        .param("limit", limit)
        .query(AuditRows::row)
        .list();
  }

  /** Rows after this one, the oldest first. */
  List<KeptRow> after(long sequence, int limit) {
    return jdbc.sql("select * from audit where sequence > :after order by sequence limit :limit")
        .param("after", sequence)
        .param("limit", limit)
        .query(AuditRows::row)
        .list();
  }

  /** Takes away all up to this one, which the anchor has to be at. */
  void forget(long upTo) {
    jdbc.sql("delete from audit where sequence <= :upTo").param("upTo", upTo).update();
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

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
