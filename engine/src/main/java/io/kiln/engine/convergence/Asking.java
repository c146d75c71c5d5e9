package io.kiln.engine.convergence;

import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * On whose behalf a thread asks something of the engine. It is bound around a request, and read
 * where a revision or a traversal is stored, so that nothing in between has to carry it.
 *
 * @param user who asks; {@link #NOBODY} when that is not known
 * @param trace in which trace
 */
public record Asking(String user, Optional<TraceParent> trace) {

  /** A user that is not known. */
  public static final String NOBODY = "-";

  private static final Asking BY_ITSELF = new Asking(NOBODY, Optional.empty());
  private static final ScopedValue<Asking> CURRENT = ScopedValue.newInstance();

  /** Who asks in this thread; nobody when the engine acts by itself. */
  public static Asking current() {
    return CURRENT.orElse(BY_ITSELF);
  }

  /** Does something on this behalf. */
  public <T> T within(Callable<T> work) throws Exception {
    return ScopedValue.where(CURRENT, this).call(work::call);
  }
}
