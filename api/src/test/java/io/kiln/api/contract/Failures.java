package io.kiln.api.contract;

import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How requests fail that have nothing to do with what they are about. */
enum Failures {
  BAD_REQUEST(400, "BadRequest", "The request makes no sense, or what it sends is wrong."),
  UNAUTHORIZED(401, "Unauthorized", "It is not known who asks."),
  FORBIDDEN(403, "Forbidden", "Whoever asks may not."),
  NOT_FOUND(404, "NotFound", "There is no such thing, or not for whoever asks."),
  CONFLICT(409, "Conflict", "Something is in the way."),
  PRECONDITION_FAILED(412, "PreconditionFailed", "It has changed since it was read."),
  CONTENT_TOO_LARGE(413, "ContentTooLarge", "The body is larger than this server takes."),
  UNPROCESSABLE_CONTENT(
      422, "UnprocessableContent", "The Idempotency-Key was used for another request."),
  TOO_MANY_REQUESTS(
      429,
      "TooManyRequests",
      "Too many requests of one project, or too many logins from one address that failed."),
  INTERNAL_SERVER_ERROR(500, "InternalServerError", "The server's own fault; its log says more."),
  SERVICE_UNAVAILABLE(503, "ServiceUnavailable", "The database or the identity service is away.");

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String REQUEST_ID = "X-Openstack-Request-Id";
  private static final String PROJECT = "X-Project-Id";
  private static final String RETRY_AFTER = "Retry-After";
  private static final String LEFT = "RateLimit";
  private static final String POLICY = "RateLimit-Policy";

  private final int status;
  private final String title;
  private final String text;

  Failures(int status, String title, String text) {
    this.status = status;
    this.title = title;
    this.text = text;
  }

  int status() {
    return status;
  }

  static Optional<Failures> of(int status) {
    return Arrays.stream(values()).filter(one -> one.status == status).findFirst();
  }

  /** A reference to the answer; or the answer in Heat's form, where that is spoken. */
  ObjectNode answer(boolean problem) {
    return problem
        ? JSON.createObjectNode().put("$ref", "#/components/responses/" + title)
        : written(text, false);
  }

  /** The same with words of its own. */
  ObjectNode answer(String description, boolean problem) {
    return description.isEmpty() ? answer(problem) : written(description, problem);
  }

  private ObjectNode written(String description, boolean problem) {
    ObjectNode answer = JSON.createObjectNode().put("description", description);
    ObjectNode headers = common(answer);
    if (this == UNAUTHORIZED) {
      headers.remove(PROJECT);
    }
    if (this == TOO_MANY_REQUESTS || this == SERVICE_UNAVAILABLE) {
      header(headers, RETRY_AFTER);
    }
    if (this == TOO_MANY_REQUESTS) {
      header(headers, LEFT);
      header(headers, POLICY);
    }
    answer
        .putObject("content")
        .putObject(problem ? "application/problem+json" : "application/json")
        .putObject("schema")
        .put("$ref", "#/components/schemas/" + (problem ? "Problem" : "HeatError"));
    return answer;
  }

  /** What every answer has. */
  static ObjectNode common(ObjectNode answer) {
    ObjectNode headers = answer.putObject("headers");
    header(headers, REQUEST_ID);
    header(headers, PROJECT);
    return headers;
  }

  static void header(ObjectNode headers, String name) {
    headers.putObject(name).put("$ref", "#/components/headers/" + name);
  }

  /** Those that a text refers to. */
  static ObjectNode components(String text) {
    ObjectNode all = JSON.createObjectNode();
    for (Failures one : values()) {
      if (text.contains("\"#/components/responses/" + one.title + "\"")) {
        all.set(one.title, one.written(one.text, true));
      }
    }
    return all;
  }

  static ObjectNode headers() {
    ObjectNode all = JSON.createObjectNode();
    describe(all, REQUEST_ID, "The request's name in the server's log.", "string");
    describe(
        all,
        PROJECT,
        "The id of the project that the request's credentials are for, percent-encoded as a path"
            + " has it; absent where they are for none, and from a server that asks nobody.",
        "string");
    describe(all, "Link", "`rel=\"next\"` where the list goes on; absent at its end.", "string");
    describe(all, "ETag", "Stands for the bytes of the answer.", "string");
    describe(all, LEFT, "How many requests are left, and for how many seconds.", "string");
    describe(all, POLICY, "How many requests there are, and in how many seconds.", "string");
    describe(all, RETRY_AFTER, "After how many seconds to ask again.", "integer");
    return all;
  }

  private static void describe(ObjectNode all, String name, String text, String type) {
    all.putObject(name).put("description", text).putObject("schema").put("type", type);
  }
}
