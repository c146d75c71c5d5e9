package io.kiln.db.audit;

import io.kiln.db.audit.AuditRows.Head;
import io.kiln.db.secret.MacKeys;
import io.kiln.db.transaction.Transactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * The log in the database. Servers that share it append one after the other: whoever does holds the
 * head for the length of one short transaction, however many rows it brings.
 */
public final class PostgresAudit {

  /** As long as a database takes to fail over; then whoever waits is told. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Rows looked at with one question: some megabytes. */
  private static final int PAGE = 5_000;

  private final AuditRows rows;
  private final Transactions transactions;
  private final AuditChain chain;

  /** The log in this database, vouched for by these keys. */
  public PostgresAudit(DataSource database, MacKeys keys) {
    this.rows = new AuditRows(database);
    this.transactions = new Transactions(database, PATIENCE);
    this.chain = new AuditChain(keys);
  }

  /**
   * Appends rows in their order, all or none. When the answer to a commit is lost they may be there
   * twice: a log had better say too much.
   */
  public void append(List<AuditRow> appended) {
    transactions.repeatable(
        "append to the audit log",
        () -> {
          Head head = rows.lockedHead();
          List<KeptRow> kept = new ArrayList<>(appended.size());
          for (AuditRow row : appended) {
            KeptRow next = chain.next(head.sequence() + 1, head.mac(), row);
            kept.add(next);
            head = new Head(next.sequence(), next.mac());
          }
          rows.insert(kept);
          rows.move(head);
          return head;
        });
  }

  /** Rows before this one, the newest first. */
  public List<KeptRow> newest(long before, int limit) {
    return read(() -> rows.newest(before, limit));
  }

  /**
   * Reads the log from where it begins, and compares. What is appended meanwhile is not looked at.
   *
   * @param soFar told after each page what is in order up to there
   */
  public Verdict verify(Consumer<Verdict> soFar) {
    Optional<AuditAnchor> begin = read(rows::anchor);
    Optional<String> unsure =
        begin.map(chain::trouble).orElse(Optional.of("the anchor is missing"));
    if (unsure.isPresent()) {
      return new Verdict(1, 0, "", Optional.empty(), unsure);
    }
    AuditAnchor anchor = begin.orElseThrow();
    Head head = read(rows::head);
    long at = anchor.sequence();
    String previous = anchor.mac();
    Optional<String> trouble = Optional.empty();
    while (at < head.sequence() && trouble.isEmpty()) {
      long after = at;
      List<KeptRow> page = read(() -> rows.after(after, PAGE));
      if (page.isEmpty() || page.getFirst().sequence() != at + 1) {
        Optional<AuditAnchor> moved = purgedBeyond(at);
        if (moved.isEmpty()) {
          trouble = Optional.of("row %d is missing".formatted(at + 1));
        } else {
          anchor = moved.get();
          at = anchor.sequence();
          previous = anchor.mac();
        }
        continue;
      }
      for (KeptRow row : page) {
        trouble = chain.trouble(at + 1, previous, row);
        if (trouble.isPresent()) {
          break;
        }
        at++;
        previous = row.mac();
        if (at == head.sequence()) {
          break;
        }
      }
      soFar.accept(new Verdict(anchor.sequence() + 1, at, previous, anchor.cutoff(), trouble));
    }
    if (trouble.isEmpty() && (at != head.sequence() || !previous.equals(head.mac()))) {
      trouble = Optional.of("the head is not what vouches for row %d".formatted(at));
    }
    return new Verdict(anchor.sequence() + 1, at, previous, anchor.cutoff(), trouble);
  }

  /** Rows that are missing may have been purged since the reading began. */
  private Optional<AuditAnchor> purgedBeyond(long sequence) {
    return read(rows::anchor)
        .filter(anchor -> anchor.sequence() > sequence && chain.trouble(anchor).isEmpty());
  }

  private <T> T read(Supplier<T> reading) {
    return transactions.repeatable("read the audit log", reading);
  }
}
