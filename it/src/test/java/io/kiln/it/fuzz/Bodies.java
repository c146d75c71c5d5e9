package io.kiln.it.fuzz;

import static io.kiln.it.fuzz.Requests.map;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What requests carry, by what their route is about. */
final class Bodies {

  private Bodies() {}

  static Optional<Object> of(Route route, int stack, Dice dice) {
    String path = route.pattern();
    if (path.endsWith("/actions")) {
      return some(
          Collections.singletonMap(
              dice.of("check", "suspend", "resume", "cancel_update", "cancel_without_rollback"),
              null));
    }
    if (path.endsWith("/signal")
        || path.contains("/waitcondition/")
        || path.contains("/v1/signal/")) {
      return signal(dice);
    }
    if (path.endsWith("/{resource}")) {
      return some(map("mark_unhealthy", dice.percent(50), "resource_status_reason", "because"));
    }
    if (path.contains("/snapshots")) {
      return path.endsWith("/snapshots")
          ? some(map("name", "n" + dice.below(5)))
          : Optional.empty();
    }
    if (path.contains("/software_configs")) {
      return some(
          map(
              "name",
              "c",
              "group",
              "script",
              "config",
              "echo $x",
              "inputs",
              List.of(map("name", "x", "type", "String", "value", "1")),
              "outputs",
              List.of(map("name", "y", "error_output", true)),
              "options",
              map("o", List.of(1))));
    }
    if (path.contains("/software_deployments")) {
      return some(
          map(
              "config_id",
              World.NOBODY,
              "server_id",
              "server-1",
              "action",
              "CREATE",
              "status",
              dice.of("IN_PROGRESS", "COMPLETE"),
              "status_reason",
              "said",
              "input_values",
              map("x", 2),
              "output_values",
              map("deploy_stdout", "hi")));
    }
    if (path.startsWith("/v2/hosts")) {
      return some(
          map(
              "name",
              "fuzz-" + dice.below(8),
              "url",
              "http://127.0.0.1:" + dice.between(1, 9),
              "role",
              "role",
              "runtime",
              "simulated",
              "engine_version",
              "1"));
    }
    if (path.endsWith("/rollback")) {
      return some(dice.percent(50) ? map("to", dice.between(1, 3)) : map());
    }
    return stackRequest(path, stack, dice);
  }

  private static Optional<Object> signal(Dice dice) {
    return dice.of(
        Optional.<Object>empty(),
        some(map("unset_hook", "pre-update")),
        some(map("status", "SUCCESS", "id", "1", "data", "d", "reason", "r")),
        some(map("Status", "FAILURE", "UniqueId", "1", "Data", "d", "Reason", "r")),
        some(map("deploy_status_code", 0, "deploy_stdout", "x")));
  }

  private static Optional<Object> stackRequest(String path, int stack, Dice dice) {
    boolean update = path.contains("{id");
    int template =
        update && stack < World.STACKS && dice.percent(80) ? stack : dice.below(World.STACKS);
    String name = World.name(dice.percent(70) ? World.STACKS + dice.below(World.PASSING) : stack);
    Map<String, Object> body = Templates.create(name, template);
    if (update) {
      body.remove("stack_name");
    }
    if (dice.percent(30)) {
      body.put("parameters", map(dice.of("n", "N", "l", "b", "v"), dice.of("1", 2, "true", "a,b")));
    }
    if (dice.percent(20)) {
      body.put(
          "environment",
          map("parameters", map("n", 2), "resource_registry", map("My::Type", "child.yaml")));
    }
    if (dice.percent(10)) {
      body.put("environment_files", List.of("env.yaml"));
      body.put(
          "files", map("child.yaml", Templates.CHILD, "env.yaml", "{\"parameters\": {\"n\": 2}}"));
    }
    if (dice.percent(5)) {
      body.put("clear_parameters", List.of("n"));
    }
    if (dice.percent(5)) {
      body.put("converge", true);
    }
    if (dice.percent(3)) {
      body.put("moved", map("a", "aa"));
    }
    if (dice.percent(3)) {
      body.put(
          "adopt_stack_data",
          map(
              "name",
              name,
              "action",
              "CREATE",
              "status",
              "COMPLETE",
              "template",
              map("heat_template_version", "2018-08-31"),
              "resources",
              map(
                  "a",
                  map(
                      "resource_id",
                      "x",
                      "type",
                      "OS::Heat::Value",
                      "action",
                      "CREATE",
                      "status",
                      "COMPLETE",
                      "metadata",
                      map(),
                      "resource_data",
                      map()))));
    }
    if (dice.percent(3)) {
      body.remove("template");
      body.put(
          "template_url",
          dice.of("http://127.0.0.1:1/t.yaml", "file:///etc/hostname", "http://[::1]/x"));
    }
    return some(body);
  }

  private static Optional<Object> some(Object body) {
    return Optional.of(body);
  }
}
