package io.kiln.cli.http;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A request that the server refused: what it said, in the words it said it. */
public final class ServerError extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A foreign page (a proxy's, say) is cut here: it is a hint, not a message. */
  private static final int FOREIGN_BODY_LIMIT = 400;

  private final int status;
  private final boolean findings;

  private ServerError(int status, String message) {
    this(status, message, false);
  }

  private ServerError(int status, String message, boolean findings) {
    super(message);
    this.status = status;
    this.findings = findings;
  }

  public int status() {
    return status;
  }

  /** Whether the server said one by one what is wrong. */
  public boolean hasFindings() {
    return findings;
  }

  /** The same, saying what to do about it. */
  public ServerError withHelp(String help) {
    return new ServerError(
        status, String.valueOf(getMessage()).stripTrailing() + "\n  help: " + help, findings);
  }

  /** The same, saying which project was asked for: nobody may have named it. */
  ServerError in(String project) {
    return new ServerError(
        status,
        "%s\n  asked for: project %s (--project names another)"
            .formatted(String.valueOf(getMessage()).stripTrailing(), project));
  }

  /** The server speaks TLS alone. */
  ServerError wantsTls(String authority) {
    return new ServerError(
        status,
        "the server at %s speaks TLS; say --url https://%s".formatted(authority, authority));
  }

  /** The same, saying how a command line says who asks. */
  ServerError nobodySaid() {
    return withHelp(
        "say who asks, with KILN_TOKEN, or KILN_USER and KILN_PASSWORD, or --os-auth-url");
  }

  /** Reads Heat's error body, a problem document with its diagnostics, or whatever else came. */
  static ServerError read(int status, String body, ObjectMapper json) {
    JsonNode node;
    try {
      node = json.readTree(body);
    } catch (JacksonException notJson) {
      node = json.nullNode();
    }
    if (node.path("diagnostics").isArray() && !node.path("diagnostics").isEmpty()) {
      return new ServerError(status, diagnostics(node), true);
    }
    if (node.path("error").path("message").isString()) {
      return new ServerError(status, node.path("error").path("message").asString());
    }
    if (node.path("title").isString()) {
      var detail = node.path("detail").asString("");
      var title = node.path("title").asString();
      return new ServerError(status, detail.isBlank() ? title : detail);
    }
    var text = body.strip();
    return new ServerError(
        status,
        "the server answered "
            + status
            + (text.isEmpty()
                ? ""
                : ": " + text.substring(0, Math.min(text.length(), FOREIGN_BODY_LIMIT))));
  }

  private static String diagnostics(JsonNode problem) {
    List<String> parts = new ArrayList<>();
    for (JsonNode diagnostic : problem.path("diagnostics")) {
      var rendered = diagnostic.path("rendered").asString("");
      parts.add((rendered.isBlank() ? compose(diagnostic) : rendered).stripTrailing());
    }
    return String.join("\n", parts);
  }

  private static String compose(JsonNode diagnostic) {
    var place = diagnostic.path("file").asString("");
    if (diagnostic.path("line").isNumber()) {
      place += ":" + diagnostic.path("line").asInt() + ":" + diagnostic.path("column").asInt(1);
    }
    var hint = diagnostic.path("hint").asString("");
    return (place.isEmpty() ? "" : place + ": ")
        + diagnostic.path("severity").asString("error")
        + "["
        + diagnostic.path("code").asString("unknown")
        + "]: "
        + diagnostic.path("message").asString("")
        + (hint.isBlank() ? "" : "\n  help: " + hint);
  }
}
