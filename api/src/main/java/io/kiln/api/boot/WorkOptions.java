package io.kiln.api.boot;

import io.kiln.db.stacks.Retention;
import io.kiln.engine.convergence.StepLimits;

/**
 * How a worker works.
 *
 * @param limits how much it has at work at once
 * @param retention how long what nobody needs is kept
 */
record WorkOptions(StepLimits limits, Retention retention) {

  static final WorkOptions DEFAULT = new WorkOptions(StepLimits.DEFAULT, Retention.DEFAULT);

  WorkOptions with(StepLimits other) {
    return new WorkOptions(other, retention);
  }

  WorkOptions with(Retention other) {
    return new WorkOptions(limits, other);
  }
}
