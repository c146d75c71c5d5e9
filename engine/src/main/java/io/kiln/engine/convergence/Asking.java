package io.kiln.engine.convergence;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * On whose behalf a thread asks something of the engine. It is bound around a request, and read
 * where a revision or a traversal is stored, so that nothing in between has to carry it.
 *
 * @param user who asks; {@link #NOBODY} when that is not known
 * @param trace in which trace
 * @param errand what is stored together with what it asks for
 */
public record Asking(String user, Optional<TraceParent> trace, Errand errand) {

  /** A user that is not known. */
  public static final String NOBODY = "-";

  private static final Asking BY_ITSELF = new Asking(NOBODY, Optional.empty());
  private static final ScopedValue<Asking> CURRENT = ScopedValue.newInstance();

  /** Somebody who asks for nothing but the thing itself. */
  public Asking(String user, Optional<TraceParent> trace) {
    this(user, trace, Errand.NONE);
  }

  /** Who asks in this thread; nobody when the engine acts by itself. */
  public static Asking current() {
    return CURRENT.orElse(BY_ITSELF);
  }

  /** Does something on this behalf. */
  public <T> T within(Callable<T> work) throws Exception {
    return ScopedValue.where(CURRENT, this).call(work::call);
  }

  /** Does something on the present behalf, with something more that is stored with it. */
  public static <T> T also(UnaryOperator<Errand> more, Supplier<T> work) {
    Asking now = current();
    var asking = new Asking(now.user, now.trace, more.apply(now.errand));
    return ScopedValue.where(CURRENT, asking).call(work::get);
  }
}
