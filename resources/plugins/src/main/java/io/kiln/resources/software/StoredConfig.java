package io.kiln.resources.software;

import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A software config as Heat stores it: immutable, named by its id.
 *
 * @param id a UUID
 * @param project whose it is; others do not see it
 * @param group which hook it is for, such as {@code script}
 * @param config a text, or a map for structured configs
 * @param options for the hook
 */
public record StoredConfig(
    String id,
    String project,
    String name,
    String group,
    Value config,
    List<Input> inputs,
    List<Output> outputs,
    Value.MapOf options,
    Instant createdAt) {

  public StoredConfig {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** Says what it is, not what is in it: both config and inputs may hold secrets. */
  @Override
  public String toString() {
    return "StoredConfig[" + id + ", " + name + ", group=" + group + "]";
  }

  /**
   * A value the config takes.
   *
   * @param type String, Number, CommaDelimitedList, Json or Boolean
   * @param defaultValue when a deployment gives none
   * @param replaceOnChange a deployment whose value changes is replaced
   */
  public record Input(
      String name,
      String type,
      String description,
      Optional<Value> defaultValue,
      boolean replaceOnChange) {}

  /**
   * A value the config gives.
   *
   * @param errorOutput its presence means that the deployment failed, and it says why
   */
  public record Output(String name, String type, String description, boolean errorOutput) {}
}
