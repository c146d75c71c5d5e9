package io.kiln.api.boot;

import io.kiln.api.settings.StackSettings;
import io.kiln.api.settings.StackSettingsStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Settings of stacks that nobody keeps. */
final class SettingsInMemory implements StackSettingsStore {

  private final Map<UUID, StackSettings> all = new ConcurrentHashMap<>();

  @Override
  public Map<UUID, StackSettings> of(Collection<UUID> stacks) {
    Map<UUID, StackSettings> found = new HashMap<>(all);
    found.keySet().retainAll(stacks);
    return found;
  }

  @Override
  public void change(UUID stack, UnaryOperator<StackSettings> change) {
    all.compute(stack, (_, before) -> change.apply(before == null ? StackSettings.NONE : before));
  }

  @Override
  public void forget(UUID stack) {
    all.remove(stack);
  }
}
