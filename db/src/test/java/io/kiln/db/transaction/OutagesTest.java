package io.kiln.db.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.db.TestDatabase;
import io.kiln.db.hosts.HostEntity;
import io.kiln.db.hosts.Hosts;
import io.kiln.db.jpa.Jpa;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Sessions that the real server ends while they are at work. */
final class OutagesTest {

  private final DataSource database = TestDatabase.empty();
  private final JdbcClient jdbc = JdbcClient.create(database);
  private final AtomicInteger attempts = new AtomicInteger();

  /** As an operator does, or a standby that takes over. */
  private void cutOnce() {
    if (attempts.incrementAndGet() == 1) {
      JdbcClient.create(TestDatabase.unpooled())
          .sql(
              """
              select pg_terminate_backend(pid, 5000) from pg_stat_activity
              where state = 'idle in transaction'
              """)
          .query()
          .listOfRows();
    }
  }

  private int one() {
    return jdbc.sql("select 1").query(Integer.class).single();
  }

  @Test
  void aRepositoryWhoseSessionWasEndedTriesAgain() {
    try (var jpa = Jpa.starting(database, List.of(HostEntity.class))) {
      int hosts =
          jpa.with(
              Hosts.class,
              "count",
              repository -> {
                repository.findAllByOrderByName();
                cutOnce();
                return repository.findAllByOrderByName().size();
              });
      assertThat(hosts).isZero();
    }
    assertThat(attempts).hasValue(2);
  }

  /** Hibernate then takes the row for one that is not there, and only the commit tells. */
  @Test
  void whatWasNotFoundInASessionThatWasEndedIsLookedForAgain() {
    try (var jpa = Jpa.starting(database, List.of(HostEntity.class))) {
      boolean there =
          jpa.with(
              Hosts.class,
              "find",
              repository -> {
                repository.findAllByOrderByName();
                cutOnce();
                try {
                  repository.findAllByOrderByName();
                } catch (RuntimeException marked) {
                  assertThat(marked).hasMessageContaining("terminating connection");
                }
                return repository.findById("local").isPresent();
              });
      assertThat(there).isFalse();
    }
    assertThat(attempts).hasValue(2);
  }

  @Test
  void whatMayBeRepeatedIsRepeated() {
    var transactions = new Transactions(database, Duration.ofSeconds(10));
    int answer =
        transactions.repeatable(
            "ask",
            () -> {
              one();
              cutOnce();
              return one();
            });
    assertThat(answer).isOne();
    assertThat(attempts).hasValue(2);
  }

  @Test
  void whatIsReadWithoutATransactionIsReadAgain() {
    var transactions = new Transactions(database, Duration.ofSeconds(10));
    int answer =
        transactions.reading(
            "read",
            () -> {
              assertThat(TransactionSynchronizationManager.isActualTransactionActive()).isFalse();
              if (attempts.incrementAndGet() == 1) {
                jdbc.sql("select pg_terminate_backend(pg_backend_pid())").query().singleRow();
              }
              return one();
            });
    assertThat(answer).isOne();
    assertThat(attempts).hasValue(2);
  }

  @Test
  void aSessionThatIdledTooLongIsAnOutage() {
    var transactions = new Transactions(database, Duration.ofSeconds(10));
    assertThatThrownBy(
            () ->
                transactions.once(
                    "idle",
                    () -> {
                      jdbc.sql("set local idle_in_transaction_session_timeout = 1").update();
                      pause();
                      return one();
                    }))
        .isInstanceOf(DataAccessResourceFailureException.class);
  }

  @Test
  void anErrorOfOursIsNone() {
    var transactions = new Transactions(database, Duration.ofSeconds(10));
    assertThatThrownBy(
            () ->
                transactions.repeatable("err", () -> jdbc.sql("select 1 / 0").query().singleRow()))
        .isNotInstanceOf(DataAccessResourceFailureException.class);
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
