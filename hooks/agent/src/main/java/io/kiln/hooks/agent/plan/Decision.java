package io.kiln.hooks.agent.plan;

import io.kiln.hooks.protocol.Failure;

/** What the planner answers. */
public sealed interface Decision {

  /** Do this. */
  record Go(ContainerPlan plan) implements Decision {}

  /** Nothing can be done, and nothing has been touched. */
  record Refuse(Failure failure) implements Decision {}
}
