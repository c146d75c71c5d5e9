package io.kiln.resources.baremetal;

import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The part of Ironic that servers use, in memory. A transition takes one look at the node; refusals
 * have the words of Ironic 21.4.
 */
final class SimulatedIronic implements Ironic {

  private final Map<String, Map<String, Value>> nodes = new LinkedHashMap<>();
  private final Map<String, Map<String, Value>> allocations = new LinkedHashMap<>();
  private final List<String> writes = new ArrayList<>();
  private int clock;
  private int locked;
  private boolean unreachable;
  private Optional<String> deployFails = Optional.empty();

  /** A node that is free. */
  String node(String name, String resourceClass, String capabilities) {
    String uuid = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    Map<String, Value> node = new LinkedHashMap<>();
    node.put("uuid", Value.text(uuid));
    node.put("name", Value.text(name));
    node.put("resource_class", Value.text(resourceClass));
    node.put("power_state", Value.text("power off"));
    node.put("properties", Json.parse("{\"cpus\": 8, \"capabilities\": \"" + capabilities + "\"}"));
    node.put("instance_info", Value.MapOf.EMPTY);
    nodes.put(uuid, node);
    move(node, "available");
    return uuid;
  }

  /** The verbs and creations so far. */
  List<String> writes() {
    return List.copyOf(writes);
  }

  /** The number of nodes that carry an instance. */
  int instances() {
    return (int) nodes.values().stream().filter(node -> node.containsKey("instance_uuid")).count();
  }

  int allocations() {
    return allocations.size();
  }

  /** A field of a node. */
  Value field(String uuid, String field) {
    return Optional.ofNullable(nodes.get(uuid)).map(Value::map).orElseThrow().get(field);
  }

  /** The next writes meet a lock. */
  void lock(int times) {
    locked = times;
  }

  void reachable(boolean is) {
    unreachable = !is;
  }

  /** Deployments end in failure with these words until told otherwise. */
  void deployFails(Optional<String> words) {
    deployFails = words;
  }

  /** Somebody changes a field of a node by hand. */
  void alter(String uuid, String field, Value value) {
    Objects.requireNonNull(nodes.get(uuid)).put(field, value);
  }

  /** Somebody undeploys a node by hand. */
  void release(String uuid) {
    Map<String, Value> node = Objects.requireNonNull(nodes.get(uuid));
    allocations.remove(String.valueOf(node.remove("instance_uuid")));
    move(node, "available");
  }

  /** The node gets another instance, as if somebody had taken it. */
  void steal(String uuid) {
    Objects.requireNonNull(nodes.get(uuid)).put("instance_uuid", Value.text("somebody-else"));
  }

  @Override
  public IronicAnswer call(Method method, String path, Optional<Value> body) {
    if (unreachable) {
      return new IronicAnswer.Unreachable("connection refused");
    }
    String[] parts = path.replaceFirst("\\?.*", "").substring("/v1/".length()).split("/");
    if (method != Method.GET && locked-- > 0) {
      return new IronicAnswer.Refused(409, "Node x is locked by host localhost");
    }
    return parts[0].equals("nodes")
        ? nodes(method, path, parts, body.orElse(Value.nothing()))
        : allocations(method, parts, body.orElse(Value.nothing()));
  }

  private IronicAnswer nodes(Method method, String path, String[] parts, Value body) {
    if (parts.length == 1) {
      return ok(Map.of("nodes", Value.list(matching(path).stream().map(Value::map).toList())));
    }
    Map<String, Value> node =
        nodes.values().stream()
            .filter(each -> Value.text(parts[1]).equals(each.get("name")))
            .findFirst()
            .orElse(nodes.get(parts[1]));
    if (node == null) {
      return notFound("Node " + parts[1]);
    }
    return switch (method) {
      case GET -> {
        IronicAnswer shown = ok(node);
        tick(node);
        yield shown;
      }
      case PATCH -> patch(node, (Value.ListOf) body);
      case PUT ->
          path.endsWith("/states/power")
              ? power(node, (Value.MapOf) body)
              : provision(node, (Value.MapOf) body);
      case POST, DELETE -> throw new AssertionError(method + " " + path);
    };
  }

  private List<Map<String, Value>> matching(String path) {
    return nodes.values().stream()
        .filter(
            node -> {
              if (path.contains("instance_uuid=")) {
                String wanted = path.replaceAll(".*[?&]instance_uuid=([^&]*).*", "$1");
                return Value.text(wanted).equals(node.get("instance_uuid"));
              }
              String wanted = path.replaceAll(".*[?&]resource_class=([^&]*).*", "$1");
              return Value.text(wanted).equals(node.get("resource_class"));
            })
        .toList();
  }

  private IronicAnswer patch(Map<String, Value> node, Value.ListOf operations) {
    Map<String, Value> info =
        new LinkedHashMap<>(
            ((Value.MapOf) Objects.requireNonNull(node.get("instance_info"))).entries());
    for (Value each : operations.items()) {
      Value.MapOf operation = (Value.MapOf) each;
      String key = operation.get("path").toString().replace("/instance_info/", "");
      switch (operation.get("op").toString()) {
        case "add" -> info.put(key, operation.get("value"));
        case "remove" -> {
          if (info.remove(key) == null) {
            return new IronicAnswer.Refused(400, "Couldn't apply patch");
          }
        }
        default -> throw new AssertionError(operation);
      }
    }
    node.put("instance_info", Value.map(info));
    return ok(node);
  }

  private IronicAnswer power(Map<String, Value> node, Value.MapOf body) {
    writes.add(body.get("target") + " " + node.get("name"));
    node.put("power_state", body.get("target"));
    return ok(Map.of());
  }

  private IronicAnswer provision(Map<String, Value> node, Value.MapOf body) {
    String target = body.get("target").toString();
    String state = String.valueOf(node.get("provision_state"));
    boolean allowed =
        switch (target) {
          case "active" -> state.equals("available") || state.equals("deploy failed");
          case "rebuild" -> state.equals("active") || state.equals("deploy failed");
          case "deleted" ->
              state.equals("active")
                  || state.equals("deploy failed")
                  || state.equals("wait call-back");
          default -> throw new AssertionError(target);
        };
    if (!allowed) {
      return new IronicAnswer.Refused(
          400,
          "The requested action \"%s\" can not be performed on node while it is in state \"%s\""
              .formatted(target, state));
    }
    writes.add(target + " " + node.get("name"));
    node.put("configdrive", body.get("configdrive"));
    move(node, target.equals("deleted") ? "deleting" : "deploying");
    node.put(
        "target_provision_state", Value.text(target.equals("deleted") ? "available" : "active"));
    return new IronicAnswer.Ok(202, Value.MapOf.EMPTY);
  }

  /** One step of whatever is under way, after somebody looked. */
  private void tick(Map<String, Value> node) {
    switch (String.valueOf(node.get("provision_state"))) {
      case "deploying" -> {
        node.remove("target_provision_state");
        if (deployFails.isPresent()) {
          node.put("last_error", Value.text(deployFails.get()));
          move(node, "deploy failed");
        } else {
          node.put("power_state", Value.text("power on"));
          move(node, "active");
        }
      }
      case "deleting" -> {
        Value instance = node.remove("instance_uuid");
        allocations.remove(String.valueOf(instance));
        node.put("instance_info", Value.MapOf.EMPTY);
        move(node, "cleaning");
      }
      case "cleaning" -> {
        node.remove("target_provision_state");
        move(node, "available");
      }
      default -> {}
    }
  }

  private void move(Map<String, Value> node, String state) {
    node.put("provision_state", Value.text(state));
    node.put("provision_updated_at", Value.text("t" + clock++));
  }

  private IronicAnswer allocations(Method method, String[] parts, Value body) {
    if (method == Method.POST) {
      return allocate((Value.MapOf) body);
    }
    Map<String, Value> allocation = allocations.get(parts[1]);
    if (allocation == null) {
      return notFound("Allocation " + parts[1]);
    }
    if (method == Method.GET) {
      return ok(allocation);
    }
    Map<String, Value> node = nodes.get(String.valueOf(allocation.get("node_uuid")));
    if (node != null) {
      if (!Value.text("available").equals(node.get("provision_state"))) {
        return new IronicAnswer.Refused(409, "Cannot remove allocation because the node is active");
      }
      node.remove("instance_uuid");
    }
    allocations.remove(parts[1]);
    return ok(Map.of());
  }

  private IronicAnswer allocate(Value.MapOf wanted) {
    String uuid = wanted.get("uuid").toString();
    Map<String, Value> allocation = new LinkedHashMap<>(wanted.entries());
    if (allocations.putIfAbsent(uuid, allocation) != null) {
      return new IronicAnswer.Refused(409, "An allocation with UUID " + uuid + " already exists");
    }
    writes.add("allocate");
    Optional<Map<String, Value>> free =
        nodes.values().stream()
            .filter(node -> wanted.get("resource_class").equals(node.get("resource_class")))
            .filter(node -> Value.text("available").equals(node.get("provision_state")))
            .filter(node -> !node.containsKey("instance_uuid"))
            .filter(
                node ->
                    !(wanted.get("candidate_nodes") instanceof Value.ListOf candidates)
                        || candidates.items().contains(node.get("uuid"))
                        || candidates.items().contains(node.get("name")))
            .findFirst();
    if (free.isEmpty()) {
      allocation.put("state", Value.text("error"));
      allocation.put("last_error", Value.text("no available nodes match the resource class"));
    } else {
      allocation.put("state", Value.text("active"));
      allocation.put("node_uuid", Value.text(String.valueOf(free.get().get("uuid"))));
      free.get().put("instance_uuid", Value.text(uuid));
    }
    return new IronicAnswer.Ok(
        201, Value.map(Map.of("uuid", Value.text(uuid), "state", Value.text("allocating"))));
  }

  private static IronicAnswer ok(Map<String, Value> shown) {
    return new IronicAnswer.Ok(200, Value.map(shown));
  }

  private static IronicAnswer notFound(String what) {
    return new IronicAnswer.Refused(404, what + " could not be found.");
  }
}
