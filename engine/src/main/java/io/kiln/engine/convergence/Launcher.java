package io.kiln.engine.convergence;

/** Runs handler calls beside the driver; a call may take as long as its context's patience. */
@FunctionalInterface
public interface Launcher {
  /** Returns at once; the call may run on any thread, but once at most. */
  void launch(Runnable call);
}
