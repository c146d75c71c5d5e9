package io.kiln.db.transaction;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.UnexpectedRollbackException;

/**
 * Runs short transactions, and waits for a database that is away: it restarts, or fails over to its
 * standby. What lost against another transaction is done again. Waiting is bounded; then the last
 * error is thrown, as one of Spring's for a database that is away.
 */
public final class Transactions {

  private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final PlatformTransactionManager manager;
  private final Duration patience;

  /**
   * Transactions of plain JDBC on this database.
   *
   * @param patience how long to go on trying while the database is away
   */
  public Transactions(DataSource database, Duration patience) {
    this(new JdbcTransactionManager(database), patience);
  }

  /** Transactions of another kind. */
  public Transactions(PlatformTransactionManager manager, Duration patience) {
    this.manager = manager;
    this.patience = patience;
  }

  /**
   * Runs work that may be repeated although an earlier attempt took effect and only its answer was
   * lost.
   */
  public <T> T repeatable(String what, Supplier<T> work) {
    return run(what, () -> inTransaction(work), true);
  }

  /**
   * Runs work that only reads, without a transaction: within one, too, each statement sees what was
   * committed before it, and somebody would wait for the end of it.
   */
  public <T> T reading(String what, Supplier<T> work) {
    return run(what, work, true);
  }

  /** Runs work that is repeated only when nothing of an earlier attempt can have taken effect. */
  public <T> T once(String what, Supplier<T> work) {
    return run(what, () -> inTransaction(work), false);
  }

  private <T> T run(String what, Supplier<T> work, boolean repeatable) {
    long giveUp = System.nanoTime() + patience.toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        return work.get();
      } catch (RuntimeException raw) {
        RuntimeException e = Outages.named(raw);
        if (!mayPass(e, repeatable) || System.nanoTime() + pause.toNanos() > giveUp) {
          throw e;
        }
        LOG.warn(
            "{} ({}): trying to {} again in {} ms",
            Outages.lost(e) ? "Another transaction was in the way" : "The database is away",
            e.toString(),
            what,
            pause.toMillis());
        sleep(pause, e);
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
      }
    }
  }

  private <T> T inTransaction(Supplier<T> work) {
    TransactionStatus transaction = manager.getTransaction(TransactionDefinition.withDefaults());
    T result;
    try {
      result = work.get();
    } catch (RuntimeException | Error e) {
      rollBack(transaction, e);
      throw e;
    }
    manager.commit(transaction);
    return result;
  }

  /** When the session is gone, so is the transaction: why it failed is what the caller needs. */
  private void rollBack(TransactionStatus transaction, Throwable because) {
    try {
      manager.rollback(transaction);
    } catch (RuntimeException e) {
      because.addSuppressed(e);
    }
  }

  private static boolean mayPass(RuntimeException e, boolean repeatable) {
    if (e instanceof CannotCreateTransactionException
        || e instanceof CannotGetJdbcConnectionException
        || Outages.lost(e)) {
      return true;
    }
    return repeatable
        && (e instanceof DataAccessResourceFailureException
            || e instanceof RecoverableDataAccessException
            || e instanceof TransientDataAccessException
            || e instanceof TransactionSystemException
            || e instanceof UnexpectedRollbackException);
  }

  private static void sleep(Duration pause, RuntimeException cause) {
    try {
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cause;
    }
  }
}
