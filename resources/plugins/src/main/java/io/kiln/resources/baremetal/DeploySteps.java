package io.kiln.resources.baremetal;

import io.kiln.resources.baremetal.ServerProperties.DeployStep;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Map;

/** Deploy steps as Ironic takes them: all four keys are required. */
final class DeploySteps {

  private DeploySteps() {}

  static Value of(List<DeployStep> steps) {
    return Value.list(
        steps.stream()
            .map(
                step ->
                    Value.map(
                        Map.of(
                            "interface", Value.text(step.ofInterface()),
                            "step", Value.text(step.step()),
                            "priority", Value.number(step.priority()),
                            "args", step.args())))
            .toList());
  }
}
