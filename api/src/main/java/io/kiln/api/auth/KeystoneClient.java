package io.kiln.api.auth;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The two calls of Keystone's Identity API v3 that are needed: to log in as the service user, and
 * to ask whose a token is. Not guarded: see {@link KeystoneGuard}.
 */
final class KeystoneClient {

  private static final JsonMapper JSON = new JsonMapper();

  private final KeystoneSettings settings;
  private final HttpClient http;
  private volatile Optional<String> own = Optional.empty();

  KeystoneClient(KeystoneSettings settings) {
    this.settings = settings;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.timing().deadline());
    settings.cacert().map(TrustedCertificates::context).ifPresent(builder::sslContext);
    this.http = builder.build();
  }

  /** Whose a token is, and until when. */
  record Validated(Caller caller, Instant expires) {}

  /**
   * Asks whose a token is.
   *
   * @return empty when Keystone does not take it
   * @throws IdentityUnavailableException when that cannot be found out
   */
  Optional<Validated> validate(String token) {
    HttpResponse<String> answer = ask(token, own.orElseGet(this::logIn));
    if (answer.statusCode() == 401) {
      // Our own token has run out, or was revoked with all others.
      answer = ask(token, logIn());
    }
    return switch (answer.statusCode()) {
      case 200 -> Optional.of(validated(body(answer)));
      case 404 -> Optional.empty();
      case 401, 403 ->
          throw new IdentityUnavailableException(
              "Keystone does not let %s validate tokens (%d): give that user the role service or admin"
                  .formatted(settings.user(), answer.statusCode()));
      default -> throw new IdentityUnavailableException("Keystone answered " + answer.statusCode());
    };
  }

  private HttpResponse<String> ask(String token, String as) {
    try {
      return send(
          request("/auth/tokens?nocatalog")
              .header("X-Auth-Token", as)
              .header("X-Subject-Token", token)
              .GET()
              .build());
    } catch (IllegalArgumentException e) {
      // No header can hold it, so it is no token.
      throw new BadTokenException(e);
    }
  }

  /** A text that cannot even be sent as a token. */
  static final class BadTokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadTokenException(Throwable cause) {
      super("this is no token", cause);
    }
  }

  /** Two requests at once may both do this: each gets a token that is good. */
  private String logIn() {
    Map<String, ?> body =
        Map.of(
            "auth",
            Map.of(
                "identity",
                Map.of(
                    "methods",
                    List.of("password"),
                    "password",
                    Map.of(
                        "user",
                        Map.of(
                            "name",
                            settings.user(),
                            "domain",
                            Map.of("name", settings.userDomain()),
                            "password",
                            settings.password()))),
                "scope",
                Map.of(
                    "project",
                    Map.of(
                        "name",
                        settings.project(),
                        "domain",
                        Map.of("name", settings.projectDomain())))));
    HttpResponse<String> answer =
        send(
            request("/auth/tokens?nocatalog")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build());
    String token =
        answer
            .headers()
            .firstValue("X-Subject-Token")
            .filter(_ -> answer.statusCode() == 201)
            .orElseThrow(
                () ->
                    new IdentityUnavailableException(
                        "Keystone does not let the service user %s log in to project %s (%d)"
                            .formatted(settings.user(), settings.project(), answer.statusCode())));
    own = Optional.of(token);
    return token;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(settings.url() + path))
        .timeout(settings.timing().deadline())
        .header("Accept", "application/json")
        .header("User-Agent", "kiln");
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 500 || answer.statusCode() == 429) {
        throw new IdentityUnavailableException("Keystone answered " + answer.statusCode());
      }
      return answer;
    } catch (IOException e) {
      throw new IdentityUnavailableException("Keystone does not answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IdentityUnavailableException("interrupted while waiting for Keystone", e);
    }
  }

  private static JsonNode body(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body()).path("token");
    } catch (JacksonException e) {
      throw new IdentityUnavailableException("Keystone's answer is no JSON", e);
    }
  }

  /** A token that is bound to no project has no roles for us: whoever holds it may do nothing. */
  private static Validated validated(JsonNode token) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    JsonNode project = token.path("project");
    if (project.isObject()) {
      for (JsonNode named : token.path("roles")) {
        // Agents have tokens of a file: a role that happens to be called host means nothing here.
        Role.of(named.path("name").asString(""))
            .filter(role -> role != Role.HOST)
            .ifPresent(role -> roles.addAll(role.implied()));
      }
    }
    String user = token.path("user").path("name").asString("");
    if (user.isEmpty()) {
      throw new IdentityUnavailableException("Keystone's answer names no user");
    }
    var caller =
        new Caller(
            user,
            project.isObject()
                ? Optional.of(
                    new Project(project.path("id").asString(), project.path("name").asString()))
                : Optional.empty(),
            roles,
            Caller.Means.KEYSTONE);
    return new Validated(caller, expires(token));
  }

  private static Instant expires(JsonNode token) {
    try {
      return Instant.parse(token.path("expires_at").asString(""));
    } catch (DateTimeParseException e) {
      throw new IdentityUnavailableException("Keystone's answer says not when the token ends", e);
    }
  }
}
