package io.kiln.engine.convergence;

/**
 * Tells workers that a tree may want them. A hint, not a promise: workers look for themselves now
 * and then. Hints may come late, twice or never.
 */
public interface Wakeups {

  /** Calls {@code listener} soon after a tree got a new target, from a thread of its own. */
  AutoCloseable listen(Runnable listener);
}
