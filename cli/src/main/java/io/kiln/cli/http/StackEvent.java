package io.kiln.cli.http;

import tools.jackson.databind.JsonNode;

/**
 * Something that happened to a stack or a resource in it.
 *
 * @param id what to resume after: the number in Kiln's stream, the id in Heat's list
 * @param time ISO 8601 in UTC
 * @param resource path in the tree; empty, or the name, for the stack itself
 * @param status action and status, like {@code CREATE_COMPLETE}
 */
public record StackEvent(
    String id, String time, String resource, String type, String status, String reason) {

  static StackEvent ofStream(String id, JsonNode data) {
    return new StackEvent(
        id.isEmpty() ? data.path("seq").asString("") : id,
        data.path("time").asString(""),
        data.path("resource").asString(""),
        data.path("type").asString(""),
        data.path("status").asString(""),
        data.path("reason").asString(""));
  }

  static StackEvent ofList(JsonNode event) {
    return new StackEvent(
        event.path("id").asString(""),
        event.path("event_time").asString(""),
        event.path("resource_name").asString(""),
        "",
        event.path("resource_status").asString(""),
        event.path("resource_status_reason").asString(""));
  }

  /** The same, told of another resource. */
  public StackEvent about(String other) {
    return new StackEvent(id, time, other, type, status, reason);
  }

  public boolean inProgress() {
    return status.endsWith("_IN_PROGRESS");
  }

  public boolean failed() {
    return status.endsWith("_FAILED");
  }
}
