package io.kiln.api.settings;

import io.kiln.engine.planning.Plan;
import java.util.UUID;
import java.util.function.Consumer;

/** Asks the policies of stacks before updates of them are taken on, whichever API they come by. */
public record PolicyGuard(StackSettingsStore settings) {

  /**
   * Agrees to plans that keep to the stack's policy, and to all when it has none.
   *
   * @return throws {@link DeniedByPolicyException} for others
   */
  public Consumer<Plan> of(UUID stack) {
    return plan ->
        settings
            .of(stack)
            .policy()
            .flatMap(text -> StackPolicy.parse(text).denial(plan))
            .ifPresent(
                denial -> {
                  throw new DeniedByPolicyException(denial);
                });
  }
}
