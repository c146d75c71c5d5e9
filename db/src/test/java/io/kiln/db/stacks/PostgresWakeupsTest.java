package io.kiln.db.stacks;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.db.TestDatabase;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

final class PostgresWakeupsTest {

  private final JdbcClient jdbc = JdbcClient.create(TestDatabase.empty());

  private void announce() {
    jdbc.sql("select pg_notify('kiln_trees', '')").query((_, _) -> true).list();
  }

  @Test
  void aConnectionThatBrokeIsMadeAnewAndTheListenerIsToldMeanwhile() throws Exception {
    var calls = new Semaphore(0);
    try (AutoCloseable listening =
        new PostgresWakeups(TestDatabase.unpooled()).listen(calls::release)) {
      assertThat(listening).isNotNull();
      assertThat(calls.tryAcquire(10, SECONDS)).as("called once it listens").isTrue();
      jdbc.sql(
              "select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen"
                  + " kiln_trees'")
          .query((_, _) -> true)
          .list();
      assertThat(calls.tryAcquire(10, SECONDS)).as("called once it listens again").isTrue();
      announce();
      assertThat(calls.tryAcquire(10, SECONDS)).as("called for the news").isTrue();
    }
  }

  @Test
  void whoStoppedListeningIsNotCalled() throws Exception {
    var stopped = new Semaphore(0);
    var other = new Semaphore(0);
    var wakeups = new PostgresWakeups(TestDatabase.unpooled());
    AutoCloseable first = wakeups.listen(stopped::release);
    assertThat(stopped.tryAcquire(10, SECONDS)).isTrue();
    first.close();
    try (AutoCloseable second = wakeups.listen(other::release)) {
      assertThat(second).isNotNull();
      assertThat(other.tryAcquire(10, SECONDS)).isTrue();
      announce();
      assertThat(other.tryAcquire(10, SECONDS)).isTrue();
    }
    assertThat(stopped.availablePermits()).isZero();
  }
}
