package io.kiln.db.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.db.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

final class TransactionsTest {

  private final DataSource database = TestDatabase.empty();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final Transactions transactions = new Transactions(database, Duration.ofSeconds(20));
  private final AtomicInteger attempts = new AtomicInteger();

  @Test
  void ofTwoInEachOthersWayTheOneThatLostIsDoneAgainAndOnlyOnce() throws Exception {
    jdbc.execute(
        "drop table if exists scales; create table scales (pan int primary key, weight int)");
    jdbc.execute("insert into scales values (1, 0), (2, 0)");
    var bothHoldOne = new CyclicBarrier(2);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> both =
          List.of(
              threads.submit(() -> weigh(1, 2, bothHoldOne)),
              threads.submit(() -> weigh(2, 1, bothHoldOne)));
      for (Future<Integer> one : both) {
        one.get(20, TimeUnit.SECONDS);
      }
    }

    assertThat(attempts).as("one of them lost").hasValue(3);
    assertThat(jdbc.queryForList("select weight from scales", Integer.class)).containsOnly(2);
    jdbc.execute("drop table scales");
  }

  private int weigh(int first, int second, CyclicBarrier bothHoldOne) {
    return transactions.once(
        "weigh",
        () -> {
          attempts.incrementAndGet();
          int changed = add(first);
          awaitOnce(bothHoldOne);
          return changed + add(second);
        });
  }

  private int add(int pan) {
    return jdbc.update("update scales set weight = weight + 1 where pan = ?", pan);
  }

  /** The first two meet there; whoever comes again goes on alone. */
  private void awaitOnce(CyclicBarrier bothHoldOne) {
    if (attempts.get() > 2) {
      return;
    }
    try {
      bothHoldOne.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}
