package io.kiln.api.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends entries in the order they come, from one thread and as many at once as have come
 * meanwhile: requests share a commit instead of queueing for one each. Who changes something waits
 * until it is written that they will; what came of it follows behind.
 */
public final class AuditLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

  /** In one transaction: the log's head is held for the time that takes. */
  private static final int MOST_AT_ONCE = 500;

  /** What may wait while the database is away; then no change is taken any more. */
  private static final int MOST_WAITING = 10_000;

  /** Longer than a database takes to fail over, shorter than a client waits. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Supplier<AuditStore> store;
  private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Thread appender;
  private volatile boolean closing;

  /**
   * An entry on its way.
   *
   * @param awaited whether somebody gives up when it cannot be written
   */
  private record Waiting(AuditEntry entry, boolean awaited, CompletableFuture<Boolean> written) {}

  /** The log cannot be written: what would have been done without it is not done. */
  public static final class Unwritable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unwritable() {
      super("The audit log cannot be written at the moment, so nothing is changed. Send it again.");
    }
  }

  /**
   * Writes to this store.
   *
   * @param store asked for when there is something to write: it may take a while to be there
   */
  public AuditLog(Supplier<AuditStore> store) {
    this.store = store;
    this.appender = Thread.ofVirtual().name("audit").start(this::run);
  }

  /**
   * Writes an entry before what it tells of is done.
   *
   * @throws Unwritable when that was not possible
   */
  void before(AuditEntry entry) {
    var waiting = new Waiting(entry, true, new CompletableFuture<>());
    if (closing || !queue.offer(waiting)) {
      throw new Unwritable();
    }
    try {
      if (!waiting.written().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Unwritable();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unwritable();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("An entry of the audit log was waited for in vain: {}", e.toString());
      throw new Unwritable();
    }
  }

  /** Has an entry written soon. */
  void after(AuditEntry entry) {
    if (!queue.offer(new Waiting(entry, false, new CompletableFuture<>()))) {
      LOG.error(
          "The audit log is too far behind: {} {} by {} ({}) is not in it",
          entry.kind(),
          entry.route(),
          entry.user(),
          entry.requestId());
    }
  }

  /** How many entries are on their way. */
  int waiting() {
    return queue.size();
  }

  private void run() {
    List<Waiting> batch = new ArrayList<>();
    while (true) {
      try {
        if (batch.isEmpty()) {
          Waiting first = queue.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
          if (first == null) {
            if (closing) {
              return;
            }
            continue;
          }
          batch.add(first);
        }
        queue.drainTo(batch, MOST_AT_ONCE - batch.size());
        if (!append(batch)) {
          if (closing) {
            LOG.error("{} entries of the audit log could not be written", batch.size());
            return;
          }
          Thread.sleep(PAUSE);
        }
      } catch (InterruptedException e) {
        return; // nobody interrupts it but a process that ends
      }
    }
  }

  /** Leaves in the batch what is to be tried again. */
  private boolean append(List<Waiting> batch) {
    try {
      store.get().append(batch.stream().map(Waiting::entry).toList());
      batch.forEach(waiting -> waiting.written().complete(true));
      batch.clear();
      return true;
    } catch (RuntimeException e) {
      LOG.warn("The audit log cannot be written: {}", e.toString());
      batch.forEach(
          waiting -> {
            if (waiting.awaited()) {
              waiting.written().complete(false);
            }
          });
      batch.removeIf(Waiting::awaited);
      return batch.isEmpty();
    }
  }

  /** Writes what is waiting, and ends. */
  @Override
  public void close() {
    closing = true;
    try {
      appender.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
