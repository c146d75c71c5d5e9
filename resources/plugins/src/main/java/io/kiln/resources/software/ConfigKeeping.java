package io.kiln.resources.software;

import io.kiln.resources.spi.Context;
import io.kiln.templates.value.Value;
import java.util.List;

/** What software and structured configs have in common: they are stored, and removed. */
record ConfigKeeping(SoftwareConfigs configs) {

  /** Stores a config under the resource's own id. */
  String keep(
      String group,
      Value config,
      List<ConfigInput> inputs,
      List<ConfigOutput> outputs,
      Value.MapOf options,
      Context context) {
    String id = id(context);
    configs.put(
        new StoredConfig(
            id,
            context.stack().project(),
            context.physicalName(255),
            group,
            config,
            inputs.stream().map(ConfigInput::stored).toList(),
            outputs.stream().map(ConfigOutput::stored).toList(),
            options,
            context.now()));
    return id;
  }

  void remove(Context context) {
    configs.delete(context.stack().project(), id(context));
  }

  private static String id(Context context) {
    return StableId.of("software-config", context.resourceId());
  }
}
