package io.kiln.db.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.db.TestDatabase;
import io.kiln.db.secret.SecretBox;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

class PostgresAuditTest {

  private static final SecretBox BOX = new SecretBox(List.of(new byte[32]));

  private static final Duration YEAR = Duration.ofDays(365);

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

  private final DataSource database = TestDatabase.empty();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final PostgresAudit audit = new PostgresAudit(database, BOX.macKeys("audit"));
  private final AuditPurge purge = new AuditPurge(database, BOX.macKeys("audit"));

  /** Nobody can by the log's own means: its triggers have to be put aside. */
  @BeforeEach
  void empty() {
    asSuperuser("truncate audit");
    asSuperuser("update audit_head set sequence = 0, mac = ''");
    asSuperuser(
        "delete from audit_anchor; insert into audit_anchor (sequence, mac, key_id, seal) values"
            + " (0, '', '', '')");
  }

  @Test
  void whatIsAppendedIsReadTheNewestFirstAndIsInOrder() {
    audit.append(List.of(row("a", 201), row("b", 403)));
    audit.append(List.of(row("c", 204)));

    assertThat(audit.newest(Long.MAX_VALUE, 2))
        .extracting(kept -> kept.sequence() + " " + kept.row().user())
        .containsExactly("3 c", "2 b");
    assertThat(audit.newest(2, 10)).extracting(KeptRow::row).containsExactly(row("a", 201));
    assertThat(audit.verify(_ -> {}))
        .isEqualTo(
            new Verdict(
                1,
                3,
                audit.newest(Long.MAX_VALUE, 1).getFirst().mac(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void anEmptyLogIsInOrder() {
    assertThat(audit.verify(_ -> {}))
        .isEqualTo(new Verdict(1, 0, "", Optional.empty(), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit set status = 200 where sequence = 2",
        "delete from audit where sequence = 2",
        "delete from audit where sequence = 1",
        "delete from audit_anchor",
        "update audit_anchor set seal = ''",
        "truncate audit",
        "delete from audit_head",
      })
  void theDatabaseItselfRefusesToChangeIt(String statement) {
    audit.append(List.of(row("a", 201), row("b", 403)));

    assertThatThrownBy(() -> jdbc.execute(statement))
        .isInstanceOf(DataAccessException.class)
        .hasMessageMatching("(?s).*(log is only ever appended to|log only ever moves on).*");
    assertThat(audit.verify(_ -> {}).trouble()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit set status = 200 where sequence = 2",
        "update audit set user_name = 'eve' where sequence = 2",
        "update audit set at = at + interval '1 microsecond' where sequence = 2",
        "update audit set project = null where sequence = 2",
        "update audit set user_name = user_name || means, means = '' where sequence = 2",
        "update audit set mac = '\\x00' where sequence = 2",
        "delete from audit where sequence = 2",
        "delete from audit where sequence = 3",
        "delete from audit",
        "update audit set key_id = 'ffffffff' where sequence = 2",
        "update audit_head set mac = '\\x00'",
        "delete from audit_anchor",
        "update audit_anchor set sequence = 1, mac = (select mac from audit where sequence = 1)",
        "update audit_anchor set sequence = 3, mac = (select mac from audit_head); delete from"
            + " audit",
      })
  void whateverIsChangedPastTheTriggersIsNoticed(String statement) {
    audit.append(List.of(row("a", 201), row("b", 403), row("c", 204)));

    asSuperuser(statement);

    assertThat(audit.verify(_ -> {}).trouble()).isPresent();
  }

  @Test
  void rowsOfAnotherKeyOrOfAnotherUseOfItDoNotFit() {
    byte[] key = new byte[32];
    key[0] = 1;
    new PostgresAudit(database, new SecretBox(List.of(key)).macKeys("audit"))
        .append(List.of(row("eve", 200)));

    assertThat(audit.verify(_ -> {}).trouble().orElse("")).contains("which this server has not");
    assertThat(
            new PostgresAudit(database, new SecretBox(List.of(key)).macKeys("other"))
                .verify(_ -> {})
                .trouble()
                .orElse(""))
        .contains("was changed");
  }

  @Test
  void serversThatShareADatabaseAppendOneAfterTheOther() {
    var other = new PostgresAudit(database, BOX.macKeys("audit"));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 40)
          .forEach(
              i ->
                  threads.execute(
                      () -> (i % 2 == 0 ? audit : other).append(List.of(row("u" + i, 200)))));
    }
    assertThat(audit.verify(_ -> {}))
        .extracting(Verdict::rows, Verdict::trouble)
        .containsExactly(40L, Optional.empty());
  }

  @Test
  void oldRowsGoAndTheRestIsVouchedForTogetherWithThem() {
    audit.append(List.of(old("a"), old("b")));
    audit.append(List.of(row("c", 204), row("d", 200)));
    String head = audit.newest(Long.MAX_VALUE, 1).getFirst().mac();

    assertThat(purge.run(YEAR)).isEqualTo(2);
    assertThat(purge.run(YEAR)).isZero();

    assertThat(audit.newest(Long.MAX_VALUE, 10))
        .extracting(KeptRow::sequence)
        .containsExactly(4L, 3L);
    Verdict verdict = audit.verify(_ -> {});
    assertThat(verdict)
        .extracting(Verdict::first, Verdict::rows, Verdict::mac, Verdict::trouble)
        .containsExactly(3L, 4L, head, Optional.empty());
    assertThat(verdict.purgedBefore().orElseThrow()).isBefore(Instant.now());
    audit.append(List.of(row("e", 200)));
    assertThat(audit.verify(_ -> {}))
        .extracting(Verdict::first, Verdict::rows, Verdict::trouble)
        .containsExactly(3L, 5L, Optional.empty());
  }

  @Test
  void aLogOfOldRowsAloneGoesWholeAndGoesOnAtItsNumber() {
    audit.append(List.of(old("a"), old("b"), old("c")));

    assertThat(purge.run(YEAR)).isEqualTo(3);
    assertThat(audit.verify(_ -> {}))
        .extracting(Verdict::first, Verdict::rows, Verdict::trouble)
        .containsExactly(4L, 3L, Optional.empty());
    audit.append(List.of(row("d", 200)));
    assertThat(audit.verify(_ -> {}))
        .extracting(Verdict::first, Verdict::rows, Verdict::trouble)
        .containsExactly(4L, 4L, Optional.empty());
  }

  @Test
  void anOldRowBehindANewOneStaysSinceThereIsNoGap() {
    audit.append(List.of(old("a"), row("b", 200), old("c")));

    assertThat(purge.run(YEAR)).isEqualTo(1);
    assertThat(audit.verify(_ -> {}))
        .extracting(Verdict::first, Verdict::rows, Verdict::trouble)
        .containsExactly(2L, 3L, Optional.empty());
  }

  @Test
  void moreThanOneTransactionTakesGoesInParts() {
    audit.append(IntStream.range(0, 2 * AuditPurge.ROWS + 7).mapToObj(i -> old("u" + i)).toList());

    assertThat(purge.run(YEAR)).isEqualTo(2 * AuditPurge.ROWS + 7);
    assertThat(audit.verify(_ -> {}).trouble()).isEmpty();
  }

  @Test
  void aLogThatSomebodyChangedIsNotPurged() {
    audit.append(List.of(old("a"), old("b"), old("c")));
    asSuperuser("update audit set user_name = 'eve' where sequence = 2");

    assertThatThrownBy(() -> purge.run(YEAR))
        .isInstanceOf(AuditPurge.ChangedLogException.class)
        .hasMessageContaining("row 2 was changed");
    assertThat(audit.newest(Long.MAX_VALUE, 10)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_anchor set sequence = 3, mac = (select mac from audit where sequence = 3)",
        "update audit_anchor set sequence = 1",
        "update audit_anchor set sequence = 0, mac = '', seal = ''",
        "update audit_anchor set cutoff = cutoff + interval '1 day'",
        "update audit_anchor set seal = '\\x00'",
        "update audit_anchor set key_id = 'ffffffff'",
        "delete from audit where sequence = 3",
        "delete from audit; update audit_head set sequence = 1",
      })
  void whateverIsChangedBehindAPurgeIsNoticed(String statement) {
    audit.append(List.of(old("a"), old("b"), row("c", 204), row("d", 200)));
    purge.run(YEAR);

    asSuperuser(statement);

    assertThat(audit.verify(_ -> {}).trouble()).isPresent();
  }

  @Test
  void aPurgeWhileTheLogIsReadIsNoTrouble() throws Exception {
    audit.append(IntStream.range(0, 12_000).mapToObj(i -> old("u" + i)).toList());
    audit.append(List.of(row("d", 200)));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var purged = threads.submit(() -> purge.run(YEAR));
      while (!purged.isDone()) {
        assertThat(audit.verify(_ -> {}).trouble()).isEmpty();
      }
      assertThat(purged.get()).isEqualTo(12_000);
    }
    assertThat(audit.verify(_ -> {}).first()).isEqualTo(12_001);
  }

  private void asSuperuser(String statement) {
    jdbc.execute(
        "begin; set local session_replication_role = replica; %s; commit".formatted(statement));
  }

  private static AuditRow old(String user) {
    return row(user, 200, Instant.now().minus(YEAR).truncatedTo(ChronoUnit.MICROS));
  }

  private AuditRow row(String user, int status) {
    return row(user, status, now);
  }

  private static AuditRow row(String user, int status, Instant at) {
    return new AuditRow(
        at,
        "ENDED",
        "req-1",
        user,
        user.equals("c") ? Optional.empty() : Optional.of("demo"),
        "token",
        "127.0.0.1",
        "POST",
        "/v1/{project}/stacks",
        "/v1/demo/stacks",
        Optional.of(status),
        0);
  }
}
