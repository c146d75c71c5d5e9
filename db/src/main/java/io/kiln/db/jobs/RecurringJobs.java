package io.kiln.db.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does jobs that belong to an installation, not to a process: each is done by one process at a
 * time, and by another when that one dies. The table {@code recurring_job} remembers when; the work
 * of remembering is db-scheduler's.
 */
public final class RecurringJobs implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RecurringJobs.class);

  private static final String TABLE = "recurring_job";

  /** A process that dies in the middle of a job is missed after some of these. */
  private static final Duration HEARTBEAT = Duration.ofMinutes(1);

  /** A job that is interrupted ends with the transaction it is at. */
  private static final Duration SHUTDOWN = Duration.ofSeconds(5);

  /**
   * A job.
   *
   * @param name alike in all processes
   * @param every how long after its end it is done again
   * @param work ends soon when its thread is interrupted
   */
  public record Job(String name, Duration every, Runnable work) {}

  /**
   * When a process begins to look for jobs.
   *
   * @param after nothing of it is in the way of a start
   * @param poll how often it then looks
   */
  public record Pace(Duration after, Duration poll) {
    /** For jobs that are done every few minutes at most. */
    public static final Pace USUAL = new Pace(Duration.ofSeconds(30), Duration.ofSeconds(30));
  }

  private final Thread starting;
  private final Object lock = new Object();
  private Optional<Scheduler> scheduler = Optional.empty();
  private boolean closed;

  /**
   * Starts by itself after a while.
   *
   * @param worker unique among the processes
   */
  public RecurringJobs(DataSource database, String worker, List<Job> jobs, Pace pace) {
    starting = Thread.ofVirtual().name("jobs").start(() -> begin(database, worker, jobs, pace));
  }

  private void begin(DataSource database, String worker, List<Job> jobs, Pace pace) {
    try {
      Thread.sleep(pace.after());
    } catch (InterruptedException e) {
      return;
    }
    synchronized (lock) {
      if (closed) {
        return;
      }
      try {
        Scheduler made =
            Scheduler.create(database)
                .tableName(TABLE)
                .schedulerName(new SchedulerName.Fixed(worker))
                .startTasks(jobs.stream().map(RecurringJobs::task).toList())
                .threads(1)
                .pollingInterval(pace.poll())
                .heartbeatInterval(HEARTBEAT)
                .shutdownMaxWait(SHUTDOWN)
                .build();
        made.start();
        scheduler = Optional.of(made);
      } catch (RuntimeException e) {
        LOG.warn("Recurring jobs are not done by this process until it starts again", e);
      }
    }
  }

  private static RecurringTask<Void> task(Job job) {
    return Tasks.recurring(job.name(), FixedDelay.of(job.every()))
        .execute((_, _) -> job.work().run());
  }

  @Override
  public void close() {
    starting.interrupt();
    synchronized (lock) {
      closed = true;
      scheduler.ifPresent(Scheduler::stop);
      scheduler = Optional.empty();
    }
  }
}
