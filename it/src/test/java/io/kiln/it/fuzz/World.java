package io.kiln.it.fuzz;

import io.kiln.it.harness.Api;
import io.kiln.it.harness.Eventually;
import io.kiln.it.harness.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/**
 * What there is to be asked for: some projects with stacks of every kind, which are made again when
 * a request has taken them away, and one of which is replaced now and then. Requests call them by
 * project and number, so that the same request means the same thing in every run.
 */
final class World {

  static final List<String> PROJECTS = List.of("alpha", "beta", "gamma");

  /** So many in each project. */
  static final int STACKS = Templates.ALL.size();

  /** Who is not there. */
  static final String NOBODY = "00000000-0000-4000-8000-000000000000";

  private static final int KEPT = 8;

  /** The stack whose events and snapshots are asked for. */
  static final int SEEN = 1;

  private final Server server;
  private final AtomicLong turns = new AtomicLong();
  private volatile Map<String, List<String>> known = Map.of();

  World(Server server) {
    this.server = server;
  }

  /** So many more that requests make and unmake. */
  static final int PASSING = 8;

  /** The name of a stack; whether it is there is another matter. */
  static String name(int number) {
    return number < STACKS ? "s" + number : "f" + (number - STACKS);
  }

  /** The id of a stack, or nobody's. */
  String stack(String project, int number) {
    return one(project + "/stack/" + name(number), 0);
  }

  /** One of what a project has of a kind, such as configs, or nobody's. */
  String one(String project, String kind, int number) {
    return one(project + "/" + kind, number);
  }

  private String one(String key, int number) {
    List<String> ids = known.getOrDefault(key, List.of());
    return ids.isEmpty() ? NOBODY : ids.get(number % ids.size());
  }

  /** Makes what is missing, replaces one, and finds out what there is now. */
  synchronized void tend() {
    long turn = turns.getAndIncrement();
    Map<String, List<String>> found = new HashMap<>();
    for (String project : PROJECTS) {
      Map<String, String> stacks = stacks(project);
      for (int number = 0; number < STACKS; number++) {
        String name = name(number);
        long next = (long) number * PROJECTS.size() + PROJECTS.indexOf(project) + 1;
        if (stacks.containsKey(name) && turn % (PROJECTS.size() * STACKS + 1) == next) {
          call("DELETE", project, path(name, stacks.get(name)), Optional.empty());
        }
        if (!stacks.containsKey(name)) {
          Api.Answer made =
              call("POST", project, "/stacks", Optional.of(Templates.create(name, number)));
          stacks.put(name, made.body().path("stack").path("id").asString(NOBODY));
        }
      }
      stacks.forEach((name, id) -> found.put(project + "/stack/" + name, List.of(id)));
      String seen = path(name(SEEN), stacks.getOrDefault(name(SEEN), NOBODY));
      found.put(
          project + "/event",
          ids(list(project, seen + "/events?limit=20&sort_dir=desc", "events")));
      found.put(project + "/snapshot", snapshots(project, seen));
      List<String> configs = configs(project);
      found.put(project + "/config", configs);
      found.put(project + "/deployment", deployments(project, configs));
    }
    known = Map.copyOf(found);
  }

  private Map<String, String> stacks(String project) {
    Map<String, String> stacks = new HashMap<>();
    for (JsonNode stack : list(project, "/stacks?limit=200", "stacks")) {
      stacks.put(stack.path("stack_name").asString(), stack.path("id").asString());
    }
    return stacks;
  }

  private static String path(String name, String id) {
    return "/stacks/%s/%s".formatted(name, id);
  }

  private List<String> snapshots(String project, String stack) {
    List<String> ids = ids(list(project, stack + "/snapshots", "snapshots"));
    if (ids.size() < KEPT) {
      call("POST", project, stack + "/snapshots", Optional.of(Map.of("name", "of the world")));
    }
    return ids;
  }

  private List<String> configs(String project) {
    List<String> ids = ids(list(project, "/software_configs?limit=100", "software_configs"));
    for (int i = ids.size(); i < KEPT; i++) {
      call(
          "POST",
          project,
          "/software_configs",
          Optional.of(Map.of("name", "c" + i, "group", "script", "config", "true")));
    }
    for (int i = KEPT * 2; i < ids.size(); i++) {
      call("DELETE", project, "/software_configs/" + ids.get(i), Optional.empty());
    }
    return ids;
  }

  private List<String> deployments(String project, List<String> configs) {
    List<String> ids = ids(list(project, "/software_deployments", "software_deployments"));
    for (int i = ids.size(); i < KEPT && !configs.isEmpty(); i++) {
      call(
          "POST",
          project,
          "/software_deployments",
          Optional.of(
              Map.of("config_id", configs.get(i % configs.size()), "server_id", "server-" + i)));
    }
    for (int i = KEPT * 2; i < ids.size(); i++) {
      call("DELETE", project, "/software_deployments/" + ids.get(i), Optional.empty());
    }
    return ids;
  }

  private static List<String> ids(List<JsonNode> nodes) {
    return nodes.stream().map(node -> node.path("id").asString()).toList();
  }

  private List<JsonNode> list(String project, String path, String key) {
    return new ArrayList<>(
        call("GET", project, path, Optional.empty()).body().path(key).valueStream().toList());
  }

  /** Whether the server does what it is for: a stack comes, and goes. */
  void mustServe(long number) {
    String name = "probe" + number;
    Api.Answer made = call("POST", "probes", "/stacks", Optional.of(Templates.create(name, 0)));
    if (made.status() != 201) {
      throw new AssertionError("a plain stack is not made: " + made);
    }
    String id = made.body().path("stack").path("id").asString();
    String path = path(name, id);
    await(path, "CREATE_COMPLETE");
    call("DELETE", "probes", path, Optional.empty());
    await(path, "DELETE_COMPLETE");
  }

  private void await(String path, String status) {
    Eventually.until(
        path + " is " + status,
        Duration.ofSeconds(60),
        () -> status(path).equals(status),
        () -> status(path));
  }

  private String status(String path) {
    return call("GET", "probes", path, Optional.empty())
        .body()
        .path("stack")
        .path("stack_status")
        .asString("");
  }

  private Api.Answer call(
      String method, String project, String path, Optional<Map<String, ?>> body) {
    return server.api().call(method, "/v1/" + project + path, body);
  }
}
