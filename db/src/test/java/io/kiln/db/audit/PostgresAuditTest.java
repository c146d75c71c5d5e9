package io.kiln.db.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.db.TestDatabase;
import io.kiln.db.secret.SecretBox;
import java.time.Instant;
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

  private final DataSource database = TestDatabase.empty();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final PostgresAudit audit = new PostgresAudit(database, BOX.macKeys("audit"));

  /** Nobody can by the log's own means: its triggers have to be put aside. */
  @BeforeEach
  void empty() {
    asSuperuser("truncate audit");
    asSuperuser("update audit_head set sequence = 0, mac = ''");
  }

  @Test
  void whatIsAppendedIsReadTheNewestFirstAndIsInOrder() {
    audit.append(List.of(row("a", 201), row("b", 403)));
    audit.append(List.of(row("c", 204)));

    assertThat(audit.newest(Long.MAX_VALUE, 2))
        .extracting(kept -> kept.sequence() + " " + kept.row().user())
        .containsExactly("3 c", "2 b");
    assertThat(audit.newest(2, 10)).extracting(KeptRow::row).containsExactly(row("a", 201));
    assertThat(audit.verify())
        .isEqualTo(
            new Verdict(3, audit.newest(Long.MAX_VALUE, 1).getFirst().mac(), Optional.empty()));
  }

  @Test
  void anEmptyLogIsInOrder() {
    assertThat(audit.verify()).isEqualTo(new Verdict(0, "", Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit set status = 200 where sequence = 2",
        "delete from audit where sequence = 2",
        "delete from audit where false",
        "truncate audit",
        "delete from audit_head",
      })
  void theDatabaseItselfRefusesToChangeIt(String statement) {
    audit.append(List.of(row("a", 201), row("b", 403)));

    assertThatThrownBy(() -> jdbc.execute(statement))
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("the audit log is only ever appended to");
    assertThat(audit.verify().trouble()).isEmpty();
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
      })
  void whateverIsChangedPastTheTriggersIsNoticed(String statement) {
    audit.append(List.of(row("a", 201), row("b", 403), row("c", 204)));

    asSuperuser(statement);

    assertThat(audit.verify().trouble()).isPresent();
  }

  @Test
  void rowsOfAnotherKeyOrOfAnotherUseOfItDoNotFit() {
    byte[] key = new byte[32];
    key[0] = 1;
    new PostgresAudit(database, new SecretBox(List.of(key)).macKeys("audit"))
        .append(List.of(row("eve", 200)));

    assertThat(audit.verify().trouble().orElse("")).contains("which this server has not");
    assertThat(
            new PostgresAudit(database, new SecretBox(List.of(key)).macKeys("other"))
                .verify()
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
    assertThat(audit.verify())
        .extracting(Verdict::rows, Verdict::trouble)
        .containsExactly(40L, Optional.empty());
  }

  private void asSuperuser(String statement) {
    jdbc.execute(
        "begin; set local session_replication_role = replica; %s; commit".formatted(statement));
  }

  private static AuditRow row(String user, int status) {
    return new AuditRow(
        Instant.parse("2026-11-21T12:00:00.123456Z"),
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
