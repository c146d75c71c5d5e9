package io.kiln.api.boot;

import io.kiln.db.stacks.Retention;
import io.kiln.engine.convergence.StepLimits;
import java.net.URI;
import java.util.Optional;

/**
 * How a worker works.
 *
 * @param limits how much it has at work at once
 * @param retention how long what nobody needs is kept
 * @param collector where traces are sent
 */
record WorkOptions(StepLimits limits, Retention retention, Optional<URI> collector) {

  static final WorkOptions DEFAULT =
      new WorkOptions(StepLimits.DEFAULT, Retention.DEFAULT, Optional.empty());

  WorkOptions with(StepLimits other) {
    return new WorkOptions(other, retention, collector);
  }

  WorkOptions with(Retention other) {
    return new WorkOptions(limits, other, collector);
  }

  WorkOptions with(URI other) {
    return new WorkOptions(limits, retention, Optional.of(other));
  }
}
