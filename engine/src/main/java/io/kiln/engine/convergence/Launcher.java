package io.kiln.engine.convergence;

/** Runs handler calls beside the driver; a call may take as long as its context's patience. */
@FunctionalInterface
interface Launcher {
  void launch(Runnable call);
}
