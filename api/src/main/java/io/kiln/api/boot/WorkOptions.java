package io.kiln.api.boot;

import io.kiln.engine.convergence.StepLimits;

/**
 * How a worker works.
 *
 * @param limits how much it has at work at once
 */
record WorkOptions(StepLimits limits) {

  static final WorkOptions DEFAULT = new WorkOptions(StepLimits.DEFAULT);

  WorkOptions with(StepLimits other) {
    return new WorkOptions(other);
  }
}
