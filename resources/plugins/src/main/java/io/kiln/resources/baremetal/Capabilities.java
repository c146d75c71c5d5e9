package io.kiln.resources.baremetal;

import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Chooses nodes by capability. Allocations cannot, so the nodes that fit are named to them as
 * candidates, as metalsmith does. Pure.
 */
final class Capabilities {

  private Capabilities() {}

  /** The UUIDs of the nodes listed that have the capabilities and are among the candidates. */
  static List<String> candidates(ServerProperties wanted, Value.MapOf listed) {
    List<String> fitting = new ArrayList<>();
    if (listed.get("nodes") instanceof Value.ListOf(List<Value> nodes, _)) {
      for (Value each : nodes) {
        if (each instanceof Value.MapOf shown) {
          Node node = new Node(shown);
          if (has(node, wanted.capabilities()) && named(node, wanted.candidateNodes())) {
            fitting.add(node.uuid());
          }
        }
      }
    }
    return List.copyOf(fitting);
  }

  private static boolean named(Node node, List<String> candidates) {
    return candidates.isEmpty()
        || candidates.contains(node.uuid())
        || candidates.contains(node.called());
  }

  private static boolean has(Node node, Map<String, String> wanted) {
    Set<String> offered =
        node.map("properties").get("capabilities") instanceof Value.Text(String text, _)
            ? Arrays.stream(text.split(",")).map(String::strip).collect(Collectors.toSet())
            : Set.of();
    return wanted.entrySet().stream()
        .allMatch(entry -> offered.contains(entry.getKey() + ":" + entry.getValue()));
  }
}
