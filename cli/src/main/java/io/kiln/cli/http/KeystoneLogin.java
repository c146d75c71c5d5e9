package io.kiln.cli.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Logs in to Keystone v3 with the variables that OpenStack's clients use: {@code OS_USERNAME} with
 * {@code OS_PASSWORD} and a project, or an application credential.
 *
 * @param orchestration where the catalogue says the orchestration service is, project and all
 * @param project the id of the project the token is for
 */
public record KeystoneLogin(
    Credentials credentials, Optional<String> orchestration, String project) {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  /**
   * @throws ServerError when Keystone refuses
   * @throws Unreachable when it does not answer
   * @throws IllegalArgumentException when a variable is missing
   */
  public static KeystoneLogin at(
      String authUrl, Optional<Path> cacert, Map<String, String> environment, ObjectMapper json) {
    var base = authUrl.replaceAll("/+$", "");
    var uri = URI.create((base.endsWith("/v3") ? base : base + "/v3") + "/auth/tokens");
    var builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
    builder.connectTimeout(DEADLINE);
    cacert.map(TrustedCertificates::context).ifPresent(builder::sslContext);
    try (var http = builder.build()) {
      var answer =
          http.send(
              HttpRequest.newBuilder(uri)
                  .timeout(DEADLINE)
                  .header("Content-Type", "application/json")
                  .header("Accept", "application/json")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          json.writeValueAsString(Map.of("auth", auth(environment)))))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 201) {
        throw ServerError.read(answer.statusCode(), answer.body(), json);
      }
      var token = json.readTree(answer.body()).path("token");
      var secret = answer.headers().firstValue("X-Subject-Token").orElse("");
      return new KeystoneLogin(
          Credentials.token(secret, cacert),
          endpoint(token, environment.getOrDefault("OS_REGION_NAME", "")),
          token.path("project").path("id").asString(""));
    } catch (IOException failed) {
      throw new Unreachable(uri, failed);
    } catch (JacksonException malformed) {
      throw new IllegalArgumentException(uri + " does not answer as Keystone does", malformed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Unreachable(uri, interrupted);
    }
  }

  private static Map<String, Object> auth(Map<String, String> environment) {
    Map<String, Object> auth = new LinkedHashMap<>();
    var credential = environment.getOrDefault("OS_APPLICATION_CREDENTIAL_ID", "");
    if (!credential.isBlank()) {
      auth.put(
          "identity",
          Map.of(
              "methods",
              List.of("application_credential"),
              "application_credential",
              Map.of(
                  "id",
                  credential,
                  "secret",
                  needed(environment, "OS_APPLICATION_CREDENTIAL_SECRET"))));
      return auth; // it is bound to its project already
    }
    Map<String, Object> user = new LinkedHashMap<>(who(environment, "OS_USER", "OS_USERNAME"));
    user.put("password", needed(environment, "OS_PASSWORD"));
    auth.put("identity", Map.of("methods", List.of("password"), "password", Map.of("user", user)));
    auth.put("scope", Map.of("project", who(environment, "OS_PROJECT", "OS_PROJECT_NAME")));
    return auth;
  }

  /** By id, or by name with its domain. */
  private static Map<String, Object> who(
      Map<String, String> environment, String prefix, String name) {
    var id = environment.getOrDefault(prefix + "_ID", "");
    if (!id.isBlank()) {
      return Map.of("id", id);
    }
    var domain = environment.getOrDefault(prefix + "_DOMAIN_ID", "");
    return Map.of(
        "name",
        needed(environment, name),
        "domain",
        domain.isBlank()
            ? Map.of("name", environment.getOrDefault(prefix + "_DOMAIN_NAME", "Default"))
            : Map.of("id", domain));
  }

  private static String needed(Map<String, String> environment, String variable) {
    var value = environment.getOrDefault(variable, "");
    if (value.isBlank()) {
      throw new IllegalArgumentException("to log in at Keystone, " + variable + " has to be set");
    }
    return value;
  }

  private static Optional<String> endpoint(JsonNode token, String region) {
    for (JsonNode service : token.path("catalog")) {
      if (service.path("type").asString("").equals("orchestration")) {
        for (JsonNode endpoint : service.path("endpoints")) {
          if (endpoint.path("interface").asString("").equals("public")
              && (region.isBlank() || region.equals(endpoint.path("region").asString("")))) {
            return Optional.of(endpoint.path("url").asString(""));
          }
        }
      }
    }
    return Optional.empty();
  }
}
