package io.kiln.resources.baremetal;

import io.kiln.resources.baremetal.ServerProperties.Image;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a node is told about the instance it is to carry, as one JSON patch. Pure. */
final class InstanceInfo {

  /** The keys that are ours to set and to remove; "traits" is the allocation's. */
  private static final List<String> OURS =
      List.of(
          "display_name",
          "image_source",
          "image_checksum",
          "image_os_hash_algo",
          "image_os_hash_value",
          "root_gb",
          "kernel",
          "ramdisk",
          "capabilities",
          "root_device");

  /** Those that Ironic leaves as they were told: it may add checksums of its own. */
  private static final List<String> KEPT =
      List.of("display_name", "image_source", "root_gb", "kernel", "ramdisk");

  private InstanceInfo() {}

  /** What a node was told, as far as it can be seen again. */
  static Value.MapOf visible(ServerProperties given, String name) {
    Map<String, Value> info = of(given, name);
    info.keySet().retainAll(KEPT);
    return Value.map(info);
  }

  /** The same of what the node has. */
  static Value.MapOf visible(Value.MapOf told, Value.MapOf present) {
    Map<String, Value> seen = new LinkedHashMap<>(present.entries());
    seen.keySet().retainAll(told.entries().keySet());
    return Value.map(seen);
  }

  /**
   * The patch from what the node has. "add" also overwrites; "remove" fails for what is not there.
   */
  static Value patch(ServerProperties wanted, String name, Value.MapOf present) {
    Map<String, Value> info = of(wanted, name);
    List<Value> operations = new ArrayList<>();
    for (String key : OURS) {
      Value value = info.get(key);
      if (value != null) {
        operations.add(
            Value.map(
                Map.of(
                    "op", Value.text("add"),
                    "path", Value.text("/instance_info/" + key),
                    "value", value)));
      } else if (present.entries().containsKey(key)) {
        operations.add(
            Value.map(
                Map.of("op", Value.text("remove"), "path", Value.text("/instance_info/" + key))));
      }
    }
    return Value.list(operations);
  }

  private static Map<String, Value> of(ServerProperties wanted, String name) {
    Map<String, Value> info = new LinkedHashMap<>();
    info.put("display_name", Value.text(name));
    wanted.image().ifPresent(image -> put(info, image));
    if (!wanted.capabilities().isEmpty()) {
      Map<String, Value> capabilities = new LinkedHashMap<>();
      wanted.capabilities().forEach((key, value) -> capabilities.put(key, Value.text(value)));
      info.put("capabilities", Value.map(capabilities));
    }
    wanted.rootDevice().ifPresent(hints -> info.put("root_device", hints));
    return info;
  }

  private static void put(Map<String, Value> info, Image image) {
    info.put("image_source", Value.text(image.source()));
    put(info, "image_checksum", image.checksum());
    put(info, "image_os_hash_algo", image.osHashAlgo());
    put(info, "image_os_hash_value", image.osHashValue());
    image.rootGb().ifPresent(size -> info.put("root_gb", Value.number(size)));
    put(info, "kernel", image.kernel());
    put(info, "ramdisk", image.ramdisk());
  }

  private static void put(Map<String, Value> info, String key, Optional<String> value) {
    value.ifPresent(text -> info.put(key, Value.text(text)));
  }
}
