package io.kiln.resources.baremetal;

import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.core.JacksonException;

/** Talks to Ironic over HTTP with the newest API version that both sides know. */
public final class IronicClient implements Ironic {

  private static final String VERSION_HEADER = "X-OpenStack-Ironic-API-Version";

  /** Tested up to this version, of 2023.1; newer servers speak it too. */
  private static final ApiVersion NEWEST = new ApiVersion(1, 82);

  /** Allocations with owners and config drives as objects need this one. */
  private static final ApiVersion OLDEST = new ApiVersion(1, 61);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** The server waits for node locks and management controllers before it answers. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(90);

  /** Ironic is one process with one thread: more writes at once only wait longer. */
  private static final int MOST_WRITES = 10;

  private final IronicEndpoint endpoint;
  private final HttpClient http;
  private final Semaphore writes = new Semaphore(MOST_WRITES, true);
  private final AtomicReference<Optional<ApiVersion>> version =
      new AtomicReference<>(Optional.empty());

  /** A client of the Ironic at this endpoint; nothing is called yet. */
  public IronicClient(IronicEndpoint endpoint) {
    this.endpoint = endpoint;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  @Override
  public IronicAnswer call(Method method, String path, Optional<Value> body) {
    try {
      if (version.get().isEmpty()) {
        Optional<IronicAnswer> trouble = negotiate();
        if (trouble.isPresent()) {
          return trouble.get();
        }
      }
      if (method == Method.GET) {
        return answer(send(request(method, path, body)));
      }
      writes.acquire();
      try {
        return answer(send(request(method, path, body)));
      } finally {
        writes.release();
      }
    } catch (IOException e) {
      return new IronicAnswer.Unreachable(words(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new IronicAnswer.Unreachable("interrupted while waiting for its answer");
    }
  }

  private Optional<IronicAnswer> negotiate() throws IOException, InterruptedException {
    IronicAnswer answer = answer(send(request(Method.GET, "/", Optional.empty())));
    if (!(answer instanceof IronicAnswer.Ok(_, Value.MapOf body))) {
      return Optional.of(answer);
    }
    Optional<ApiVersion> offered =
        body.get("versions") instanceof Value.ListOf list
                && !list.items().isEmpty()
                && list.items().getFirst() instanceof Value.MapOf first
                && first.get("version") instanceof Value.Text(String text, _)
            ? ApiVersion.parse(text)
            : Optional.empty();
    if (offered.isEmpty() || offered.get().compareTo(OLDEST) < 0) {
      return Optional.of(
          new IronicAnswer.Refused(
              406,
              "the service at "
                  + endpoint.url()
                  + " offers API version "
                  + offered.map(ApiVersion::toString).orElse("unknown")
                  + ", but "
                  + OLDEST
                  + " or newer is needed"));
    }
    ApiVersion common = offered.get().compareTo(NEWEST) < 0 ? offered.get() : NEWEST;
    version.set(Optional.of(common));
    return Optional.empty();
  }

  private HttpRequest request(Method method, String path, Optional<Value> body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base() + path))
            .timeout(ANSWER_TIMEOUT)
            .header("Accept", "application/json")
            .method(
                method.name(),
                body.map(value -> BodyPublishers.ofString(Json.write(value)))
                    .orElseGet(BodyPublishers::noBody));
    if (body.isPresent()) {
      request.header("Content-Type", "application/json");
    }
    version.get().ifPresent(common -> request.header(VERSION_HEADER, common.toString()));
    switch (endpoint.auth()) {
      case IronicEndpoint.Auth.None _ -> {}
      case IronicEndpoint.Auth.HttpBasic(String user, String password) ->
          request.header(
              "Authorization",
              "Basic "
                  + Base64.getEncoder()
                      .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }
    return request.build();
  }

  private String base() {
    String url = endpoint.url().toString();
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private static IronicAnswer answer(HttpResponse<String> response) {
    int status = response.statusCode();
    if (status / 100 != 2) {
      return new IronicAnswer.Refused(status, ErrorBody.message(status, response.body()));
    }
    if (response.body().isBlank()) {
      return new IronicAnswer.Ok(status, Value.MapOf.EMPTY);
    }
    try {
      return Json.parse(response.body()) instanceof Value.MapOf map
          ? new IronicAnswer.Ok(status, map)
          : new IronicAnswer.Refused(status, "the answer is no JSON object; is this Ironic?");
    } catch (JacksonException e) {
      return new IronicAnswer.Refused(status, "the answer is no JSON; is this Ironic?");
    }
  }

  private String words(IOException e) {
    String said = e.getMessage();
    return "no answer from "
        + endpoint.url()
        + " ("
        + e.getClass().getSimpleName()
        + (said == null ? "" : ": " + said)
        + ")";
  }
}
