package io.kiln.api.boot;

import io.kiln.api.settings.StackSettings;
import io.kiln.api.settings.StackSettingsStore;
import io.kiln.db.cfn.SettingRow;
import io.kiln.db.cfn.SettingStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Settings of stacks in the database. */
record KeptSettings(SettingStore store) implements StackSettingsStore {

  @Override
  public Map<UUID, StackSettings> of(Collection<UUID> stacks) {
    Map<UUID, StackSettings> found = new HashMap<>();
    store.of(stacks).forEach((stack, row) -> found.put(stack, settings(row)));
    return found;
  }

  @Override
  public void change(UUID stack, UnaryOperator<StackSettings> change) {
    store.change(stack, row(StackSettings.NONE), row -> row(change.apply(settings(row))));
  }

  @Override
  public void forget(UUID stack) {
    store.forget(stack);
  }

  private static StackSettings settings(SettingRow row) {
    return new StackSettings(row.terminationProtection(), row.policy(), row.facts());
  }

  private static SettingRow row(StackSettings settings) {
    return new SettingRow(settings.terminationProtection(), settings.policy(), settings.facts());
  }
}
