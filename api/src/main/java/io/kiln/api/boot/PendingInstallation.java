package io.kiln.api.boot;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An installation that is being started on a thread of its own. */
final class PendingInstallation implements AutoCloseable {

  private final CompletableFuture<Installation> installation = new CompletableFuture<>();
  private boolean begun;
  private boolean closed;

  /** Starts it, once. */
  synchronized void begin(Supplier<Installation> start) {
    if (begun || closed) {
      return;
    }
    begun = true;
    Thread.ofPlatform()
        .name("kiln-start")
        .start(
            () -> {
              try {
                installation.complete(start.get());
              } catch (RuntimeException | Error e) {
                installation.completeExceptionally(e);
              }
            });
  }

  /** Waits until it has started; throws why it could not. */
  Installation get() {
    try {
      return installation.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Ends it, after it has started. */
  @Override
  public synchronized void close() {
    if (closed || !begun) {
      closed = true;
      return;
    }
    closed = true;
    @Nullable Installation started = installation.exceptionally(_ -> null).join();
    if (started != null) {
      started.close();
    }
  }
}
