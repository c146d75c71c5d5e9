package io.kiln.cli.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Requests to one server. Every method throws {@link ServerError} or {@link Unreachable}. */
public final class Api implements AutoCloseable {
  /** Loopback answers at once; a far one that needs longer is as good as gone. */
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** Planning a large tree takes seconds, not minutes. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(2);

  /** Heat redirects once, from a name to the canonical address; more is a loop. */
  private static final int REDIRECT_LIMIT = 5;

  /** With this a server says which project the caller's is, as a path has it. */
  private static final String PROJECT = "X-Project-Id";

  /** What Tomcat says, in plain text, to somebody who speaks none. */
  private static final String WANTS_TLS = "requires TLS";

  /** How a server says that the project was right, and only the role was not. */
  private static final String OF_A_ROLE = "it is for the role";

  private final HttpClient http;
  private final ObjectMapper json;
  private final Endpoint endpoint;
  private final Credentials credentials;

  /** Requests to this server, as whoever these credentials stand for. */
  public Api(Endpoint endpoint, Credentials credentials, ObjectMapper json) {
    this.endpoint = endpoint;
    this.credentials = credentials;
    this.json = json;
    var builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT);
    credentials.cacert().map(TrustedCertificates::context).ifPresent(builder::sslContext);
    this.http = builder.build();
  }

  public Endpoint endpoint() {
    return endpoint;
  }

  public ObjectMapper json() {
    return json;
  }

  public JsonNode get(URI uri) {
    return send("GET", uri, "");
  }

  /** Empty when the server says 404. */
  public Optional<JsonNode> find(URI uri) {
    try {
      return Optional.of(get(uri));
    } catch (ServerError error) {
      if (error.status() == 404) {
        return Optional.empty();
      }
      throw error;
    }
  }

  public JsonNode send(String method, URI uri, JsonNode body) {
    return send(method, uri, json.writeValueAsString(body));
  }

  public JsonNode delete(URI uri) {
    return send("DELETE", uri, "");
  }

  /** True when anything speaks HTTP there. */
  public boolean answers() {
    try {
      get(endpoint.root("healthcheck"));
      return true;
    } catch (ServerError error) {
      return true;
    } catch (Unreachable nobody) {
      return false;
    }
  }

  /**
   * The id of the project that these credentials are for, as the server says it with every answer;
   * empty where it asks nobody who they are, and from a server that does not say.
   */
  public Optional<String> ownProject() {
    var uri = endpoint.root("healthcheck");
    var response =
        exchange(
            request(uri).GET().timeout(ANSWER_TIMEOUT).build(),
            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (response.statusCode() == 401) {
      throw refused(401, response.body());
    }
    return response
        .headers()
        .firstValue(PROJECT)
        .map(id -> URLDecoder.decode(id.replace("+", "%2B"), StandardCharsets.UTF_8))
        .filter(id -> !id.isBlank());
  }

  /** Heat redirects every method, and means the same method with the same body. */
  private JsonNode send(String method, URI uri, String body) {
    var target = uri;
    for (int hop = 0; hop <= REDIRECT_LIMIT; hop++) {
      var publisher =
          body.isEmpty()
              ? HttpRequest.BodyPublishers.noBody()
              : HttpRequest.BodyPublishers.ofString(body);
      var request = request(target).method(method, publisher).timeout(ANSWER_TIMEOUT).build();
      var response = exchange(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (response.statusCode() == 302) {
        target = target.resolve(response.headers().firstValue("Location").orElse(""));
        continue;
      }
      if (response.statusCode() >= 300) {
        throw refused(response.statusCode(), response.body());
      }
      return parse(response.body());
    }
    throw new IllegalStateException(uri + " redirects in a circle");
  }

  /** An open stream of server-sent events, or empty when the server has none (404). */
  Optional<InputStream> stream(URI uri, Map<String, String> headers) {
    var builder = request(uri).GET().setHeader("Accept", "text/event-stream");
    headers.forEach(builder::setHeader);
    var response = exchange(builder.build(), HttpResponse.BodyHandlers.ofInputStream());
    if (response.statusCode() == 200) {
      return Optional.of(response.body());
    }
    try (var body = response.body()) {
      var text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
      if (response.statusCode() == 404 || response.statusCode() == 406) {
        return Optional.empty();
      }
      throw refused(response.statusCode(), text);
    } catch (IOException broken) {
      throw new Unreachable(uri, broken);
    }
  }

  private ServerError refused(int status, String body) {
    var error = ServerError.read(status, body, json);
    return switch (status) {
      case 401 -> credentials.present() ? error : error.nobodySaid();
      case 403 -> body.contains(OF_A_ROLE) ? error : error.in(endpoint.project());
      case 400 ->
          "http".equals(endpoint.server().getScheme()) && body.contains(WANTS_TLS)
              ? error.wantsTls(endpoint.server().getAuthority())
              : error;
      default -> error;
    };
  }

  /** A redirect to another place must not take our token there. */
  private boolean isOurs(URI uri) {
    var server = endpoint.server();
    return server.getScheme().equals(uri.getScheme())
        && server.getHost().equalsIgnoreCase(uri.getHost())
        && server.getPort() == uri.getPort();
  }

  private HttpRequest.Builder request(URI uri) {
    var builder =
        HttpRequest.newBuilder(uri)
            .setHeader("Accept", "application/json, application/problem+json")
            .setHeader("Content-Type", "application/json")
            .setHeader("User-Agent", "kiln");
    if (isOurs(uri)) {
      credentials.headers().forEach(builder::setHeader);
    }
    return builder;
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (IOException failed) {
      throw new Unreachable(request.uri(), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Unreachable(request.uri(), interrupted);
    }
  }

  private JsonNode parse(String body) {
    if (body.isBlank()) {
      return json.nullNode();
    }
    try {
      return json.readTree(body);
    } catch (JacksonException malformed) {
      throw ServerError.read(200, body, json);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
