package io.kiln.api.boot;

import io.kiln.db.configs.SoftwareConfigRow;
import io.kiln.db.configs.SoftwareConfigStore;
import io.kiln.resources.software.SoftwareConfigs;
import io.kiln.resources.software.StoredConfig;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Software configs in the database, each as one document. */
record KeptConfigs(SoftwareConfigStore store) implements SoftwareConfigs {

  @Override
  public void put(StoredConfig config) {
    store.put(
        new SoftwareConfigRow(
            config.project(),
            config.id(),
            config.name(),
            config.group(),
            document(config),
            config.createdAt()));
  }

  @Override
  public Optional<StoredConfig> find(String project, String id) {
    return store.find(project, id).map(KeptConfigs::config);
  }

  @Override
  public void delete(String project, String id) {
    store.delete(project, id);
  }

  private static Value.MapOf document(StoredConfig config) {
    return Value.map(
        Map.of(
            "config",
            config.config(),
            "inputs",
            Value.list(config.inputs().stream().map(KeptConfigs::written).toList()),
            "outputs",
            Value.list(config.outputs().stream().map(KeptConfigs::written).toList()),
            "options",
            config.options()));
  }

  private static Value written(StoredConfig.Input input) {
    Map<String, Value> map = new LinkedHashMap<>();
    map.put("name", Value.text(input.name()));
    map.put("type", Value.text(input.type()));
    map.put("description", Value.text(input.description()));
    input.defaultValue().ifPresent(value -> map.put("default", value));
    map.put("replace_on_change", Value.bool(input.replaceOnChange()));
    return Value.map(map);
  }

  private static Value written(StoredConfig.Output output) {
    return Value.map(
        Map.of(
            "name",
            Value.text(output.name()),
            "type",
            Value.text(output.type()),
            "description",
            Value.text(output.description()),
            "error_output",
            Value.bool(output.errorOutput())));
  }

  private static StoredConfig config(SoftwareConfigRow row) {
    Value.MapOf document = row.document();
    return new StoredConfig(
        row.id(),
        row.project(),
        row.name(),
        row.group(),
        document.get("config"),
        list(document.get("inputs"), KeptConfigs::input),
        list(document.get("outputs"), KeptConfigs::output),
        document.get("options") instanceof Value.MapOf options ? options : Value.MapOf.EMPTY,
        row.createdAt());
  }

  private static <T> List<T> list(Value value, Function<Value.MapOf, T> reader) {
    return value instanceof Value.ListOf(List<Value> items, _)
        ? items.stream()
            .filter(Value.MapOf.class::isInstance)
            .map(Value.MapOf.class::cast)
            .map(reader)
            .toList()
        : List.of();
  }

  private static StoredConfig.Input input(Value.MapOf map) {
    return new StoredConfig.Input(
        text(map, "name"),
        text(map, "type"),
        text(map, "description"),
        Optional.ofNullable(map.entries().get("default")),
        truth(map, "replace_on_change"));
  }

  private static StoredConfig.Output output(Value.MapOf map) {
    return new StoredConfig.Output(
        text(map, "name"), text(map, "type"), text(map, "description"), truth(map, "error_output"));
  }

  private static String text(Value.MapOf map, String key) {
    return map.get(key) instanceof Value.Text(String text, _) ? text : "";
  }

  private static boolean truth(Value.MapOf map, String key) {
    return map.get(key) instanceof Value.Bool(boolean truth, _) && truth;
  }
}
