package io.kiln.db.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.db.TestDatabase;
import io.kiln.db.jobs.RecurringJobs.Job;
import io.kiln.db.jobs.RecurringJobs.Pace;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Jobs of an installation with several processes. */
final class RecurringJobsTest {

  private static final Pace QUICK = new Pace(Duration.ZERO, Duration.ofMillis(50));

  private final DataSource database = TestDatabase.empty();

  private RecurringJobs process(String name, Job job) {
    return new RecurringJobs(database, name, List.of(job), QUICK);
  }

  @Test
  void aJobIsDoneByOneProcessAtATimeAgainAndAgain() throws Exception {
    new JdbcTemplate(database).execute("truncate recurring_job");
    var done = new Semaphore(0);
    var atIt = new AtomicInteger();
    var most = new AtomicInteger();
    var job =
        new Job(
            "count",
            Duration.ofMillis(20),
            () -> {
              most.accumulateAndGet(atIt.incrementAndGet(), Math::max);
              done.release();
              atIt.decrementAndGet();
            });
    try (var first = process("first", job);
        var second = process("second", job);
        var third = process("third", job)) {
      assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
      assertThat(done.tryAcquire(5, 30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(most).hasValue(1);
    assertThat(new JdbcTemplate(database).queryForList("select * from recurring_job")).hasSize(1);
  }

  @Test
  void aJobThatFailsIsTriedAgain() throws Exception {
    new JdbcTemplate(database).execute("truncate recurring_job");
    var tried = new Semaphore(0);
    var job =
        new Job(
            "fail",
            Duration.ofMillis(20),
            () -> {
              tried.release();
              throw new IllegalStateException("as this test wants");
            });
    try (var process = process("p", job)) {
      assertThat(process).isNotNull();
      assertThat(tried.tryAcquire(2, 30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aProcessThatEndsAtOnceNeverBegins() {
    var job = new Job("never", Duration.ofMillis(20), () -> {});
    var slow = new Pace(Duration.ofHours(1), Duration.ofMillis(50));
    var jobs = new RecurringJobs(database, "p", List.of(job), slow);
    jobs.close();
    assertThat(jobs).isNotNull();
  }
}
