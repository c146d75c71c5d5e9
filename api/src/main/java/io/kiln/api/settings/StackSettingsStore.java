package io.kiln.api.settings;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Where settings are kept. */
public interface StackSettingsStore {

  /** A stack's; {@link StackSettings#NONE} when nothing was said. */
  default StackSettings of(UUID stack) {
    return of(List.of(stack)).getOrDefault(stack, StackSettings.NONE);
  }

  /** Those of many stacks; stacks of which nothing was said are left out. */
  Map<UUID, StackSettings> of(Collection<UUID> stacks);

  /** Changes a stack's, while nobody else does. */
  void change(UUID stack, UnaryOperator<StackSettings> change);

  /** Forgets a stack's: there is no such stack after all. */
  void forget(UUID stack);
}
