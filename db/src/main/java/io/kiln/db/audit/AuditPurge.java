package io.kiln.db.audit;

import io.kiln.db.secret.MacKeys;
import io.kiln.db.transaction.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Cuts off the beginning of the log when it is old enough, by the database's clock, and leaves an
 * anchor that vouches for what is gone. What goes is compared first: a log that somebody changed
 * stays, since it is what tells of that.
 */
public final class AuditPurge {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Rows that one transaction removes; those that append do not wait for it. */
  static final int ROWS = 2_000;

  private final AuditRows rows;
  private final Transactions transactions;
  private final AuditChain chain;

  /** Purges the log in this database, which is vouched for by these keys. */
  public AuditPurge(DataSource database, MacKeys keys) {
    this.rows = new AuditRows(database);
    this.transactions = new Transactions(database, PATIENCE);
    this.chain = new AuditChain(keys);
  }

  /** The log is not as it was written. */
  public static final class ChangedLogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ChangedLogException(String trouble) {
      super("The audit log is not purged, since it is not as it was written: " + trouble);
    }
  }

  /**
   * Removes rows from the first on as long as they are older; ends early when the thread is
   * interrupted.
   *
   * @return how many
   * @throws ChangedLogException when one of them is not as it was written; those before it are gone
   */
  public long run(Duration age) {
    Instant cutoff = transactions.repeatable("read the clock", () -> rows.before(age));
    long removed = 0;
    long part = ROWS;
    while (part == ROWS && !Thread.currentThread().isInterrupted()) {
      part = transactions.repeatable("purge the audit log", () -> some(cutoff));
      removed += part;
    }
    return removed;
  }

  private long some(Instant cutoff) {
    AuditAnchor anchor =
        rows.lockedAnchor().orElseThrow(() -> new ChangedLogException("the anchor is missing"));
    refuse(chain.trouble(anchor));
    long at = anchor.sequence();
    String previous = anchor.mac();
    for (KeptRow row : rows.after(at, ROWS)) {
      if (!row.row().at().isBefore(cutoff)) {
        break;
      }
      refuse(chain.trouble(at + 1, previous, row));
      at++;
      previous = row.mac();
    }
    if (at > anchor.sequence()) {
      rows.move(chain.anchor(at, previous, cutoff));
      rows.forget(at);
    }
    return at - anchor.sequence();
  }

  private static void refuse(Optional<String> trouble) {
    trouble.ifPresent(
        because -> {
          throw new ChangedLogException(because);
        });
  }
}
