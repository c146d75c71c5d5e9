package io.kiln.hooks.agent.plan;

import io.kiln.hooks.protocol.ObservedContainer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What will be done about one container, as a value that can be shown before it is carried out.
 *
 * @param name the container's
 * @param verdict what this amounts to, with its reason
 * @param current the container that is kept, if one is
 * @param lookAgain the steps bring news that decide what to do next; plan again after them
 */
public record ContainerPlan(
    String name,
    String verdict,
    List<Step> steps,
    Optional<ObservedContainer> current,
    boolean lookAgain) {

  public ContainerPlan {
    steps = List.copyOf(steps);
  }

  /** A container is made by this plan. */
  public boolean creates() {
    return steps.stream().anyMatch(Step.Create.class::isInstance);
  }

  /** The plan, a step a line. */
  public String print() {
    String lines =
        steps.stream().map(step -> "  " + step.print() + "\n").collect(Collectors.joining());
    return name + ": " + verdict + "\n" + lines + (lookAgain ? "  look again\n" : "");
  }
}
