package io.kiln.engine.convergence;

import io.kiln.engine.planning.Step;
import io.kiln.resources.spi.Progress;
import io.kiln.templates.value.Value;
import java.util.function.Supplier;

/** Sees every call that a driver makes for a step. */
@FunctionalInterface
public interface CallWatch {

  /** Sees nothing. */
  CallWatch NOTHING = (_, _, call) -> call.get();

  /**
   * Makes the call, once and in this thread, and returns what came of it.
   *
   * @param claim under which it is made
   */
  Progress<Value.MapOf> around(Claim claim, Step step, Supplier<Progress<Value.MapOf>> call);
}
