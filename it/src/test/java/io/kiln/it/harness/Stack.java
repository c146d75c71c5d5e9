package io.kiln.it.harness;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** One stack, as its API shows it. */
public final class Stack {

  /** Long enough for ten containers on a machine that does three other things. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Api api;
  private final String name;
  private final String id;

  Stack(Api api, String name, String id) {
    this.api = api;
    this.name = name;
    this.id = id;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** Its id. */
  public String id() {
    return id;
  }

  /** Status and reason, or that it is gone. */
  public String status() {
    Api.Answer answer = api.heat("GET", path(""), Optional.empty());
    return answer.status() == 404
        ? "DELETE_COMPLETE"
        : answer.body().path("stack").path("stack_status").asString();
  }

  /** Why it is in its status. */
  public String reason() {
    return api.heat("GET", path(""), Optional.empty())
        .body()
        .path("stack")
        .path("stack_status_reason")
        .asString("");
  }

  /** Waits for a status; fails at once when it settles in another one. */
  public Stack await(String status) {
    return await(status, PATIENCE);
  }

  /** As above, with another patience. */
  public Stack await(String status, Duration patience) {
    Eventually.eventually(
        name + " is " + status,
        patience,
        () -> {
          String now = status();
          if (!now.equals(status) && now.endsWith("_FAILED") && !status.contains("ROLLBACK")) {
            throw new AssertionError(name + " is " + now + ", not " + status + "\n" + story());
          }
          return now.equals(status) ? Optional.of(now) : Optional.empty();
        },
        this::story);
    return this;
  }

  /** Waits until it has settled, and expects it to be so then, also badly. */
  public Stack awaitSettled(String status) {
    Eventually.until(
        name + " has settled", PATIENCE, () -> !status().endsWith("_IN_PROGRESS"), this::story);
    if (!status().equals(status)) {
      throw new AssertionError(name + " is not " + status + "\n" + story());
    }
    return this;
  }

  /** Asks for one of Heat's actions. */
  public Stack act(String action) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(action, null);
    Api.Answer answer = api.heat("POST", path("/actions"), Optional.of(body));
    if (answer.status() != 200) {
      throw new AssertionError(action + " of " + name + ": " + answer);
    }
    return this;
  }

  /** Changes it to something else. */
  public Stack update(Wanted wanted) {
    Map<String, Object> body = new LinkedHashMap<>(wanted.body(name));
    body.remove("stack_name");
    Api.Answer answer = api.heat("PUT", path(""), Optional.of(body));
    if (answer.status() != 202) {
      throw new AssertionError("update of " + name + ": " + answer);
    }
    return this;
  }

  /** The plan of an update; nothing happens. */
  public JsonNode plan(Wanted wanted) {
    Api.Answer answer = api.call("POST", "/v2/admin/plan", Optional.of(wanted.body(name)));
    if (answer.status() != 200) {
      throw new AssertionError("plan of " + name + ": " + answer);
    }
    return answer.body();
  }

  /** Asks for its end; it may be gone already. */
  public Stack delete() {
    Api.Answer answer = api.heat("DELETE", path(""), Optional.empty());
    if (answer.status() != 204 && answer.status() != 404) {
      throw new AssertionError("delete of " + name + ": " + answer);
    }
    return this;
  }

  /** All resources of the tree by their name, those of nested stacks too. */
  public Map<String, JsonNode> resources() {
    Map<String, JsonNode> byName = new LinkedHashMap<>();
    api.heat("GET", path("/resources?nested_depth=5"), Optional.empty())
        .body()
        .path("resources")
        .forEach(each -> byName.put(each.path("resource_name").asString(), each));
    return byName;
  }

  /** One resource with its attributes. */
  public JsonNode resource(String resource) {
    return api.heat("GET", path("/resources/" + resource), Optional.empty())
        .body()
        .path("resource");
  }

  /** The value of an output. */
  public JsonNode output(String key) {
    return api.heat("GET", path("/outputs/" + key), Optional.empty())
        .body()
        .path("output")
        .path("output_value");
  }

  /** Every event, oldest first, as resource status reason. */
  public List<String> events() {
    return api.heat("GET", path("/events?sort_dir=asc&nested_depth=5"), Optional.empty())
        .body()
        .path("events")
        .valueStream()
        .map(
            event ->
                "%s %s %s"
                    .formatted(
                        event.path("resource_name").asString(),
                        event.path("resource_status").asString(),
                        event.path("resource_status_reason").asString("")))
        .toList();
  }

  /** Status, reason and the last events, for messages. */
  public String story() {
    List<String> events = events();
    return "%s: %s\n  %s"
        .formatted(
            status(),
            reason(),
            String.join("\n  ", events.subList(Math.max(0, events.size() - 15), events.size())));
  }

  private String path(String tail) {
    return "/stacks/" + name + "/" + id + tail;
  }
}
