package io.kiln.api.tracing;

import io.kiln.engine.convergence.TraceParent;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.MDC;

/**
 * The place in a trace at which a thread works, and every thread that it starts for that: calls to
 * hosts are made by threads of their own. Log lines name the trace.
 */
final class CurrentTrace {

  /** What the log's pattern calls it. */
  private static final String LOGGED = "trace";

  private static final InheritableThreadLocal<Optional<TraceParent>> PLACE =
      new InheritableThreadLocal<>() {
        @Override
        protected Optional<TraceParent> initialValue() {
          return Optional.empty();
        }
      };

  private CurrentTrace() {}

  static Optional<TraceParent> place() {
    return PLACE.get();
  }

  /** From here on, for as long as this thread lives or until it is somewhere else. */
  static void move(Optional<TraceParent> place) {
    PLACE.set(place);
    place.ifPresentOrElse(there -> MDC.put(LOGGED, there.trace()), () -> MDC.remove(LOGGED));
  }

  /** Works at a place, and comes back. */
  static <T> T at(Optional<TraceParent> place, Supplier<T> work) {
    Optional<TraceParent> before = PLACE.get();
    move(place);
    try {
      return work.get();
    } finally {
      move(before);
    }
  }
}
