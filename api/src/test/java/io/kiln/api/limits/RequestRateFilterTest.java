package io.kiln.api.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.api.ServerUnderTest;
import io.kiln.api.auth.KnownCallers;
import io.kiln.api.boot.TestServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two requests a second of each project, over the wire. */
class RequestRateFilterTest {

  /** More than a server can answer in the second that a share is for. */
  private static final int AT_MOST = 2_000;

  @TempDir private static Path folder = Path.of("");

  @RegisterExtension
  private static final ServerUnderTest server =
      new ServerUnderTest(
          () ->
              TestServer.start(
                  KnownCallers.of(
                      folder, "ann alpha member", "ben beta member", "agent gamma host"),
                  2));

  @Test
  void tooManyRequestsAreRefusedInTheWordsOfTheApiThatWasAsked() throws Exception {
    HttpResponse<String> heat = refused("/v1/alpha/stacks");
    assertThat(heat.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(heat.body())
        .contains("\"code\":429")
        .contains("\"title\":\"Too Many Requests\"")
        .contains("\"type\":\"TooManyRequests\"");
    assertThat(heat.headers().firstValue("Retry-After")).contains("1");
    assertThat(heat.headers().firstValue("RateLimit-Policy")).contains("\"requests\";q=2;w=1");
    assertThat(heat.headers().firstValue("RateLimit")).contains("\"requests\";r=0;t=1");
    assertThat(heat.headers().firstValue("X-Openstack-Request-Id")).isPresent();

    HttpResponse<String> own = refused("/v2/status");
    assertThat(own.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(own.body()).contains("\"status\":429").contains("A project may send 2 requests");

    HttpResponse<String> cfn = refused("/cfn/v1/?Action=ListStacks");
    assertThat(cfn.statusCode()).isEqualTo(400);
    assertThat(cfn.body()).contains("<Code>Throttling</Code>");
  }

  @Test
  void aProjectThatTakesItsShareTakesNothingFromAnotherAndAgentsHaveNone() throws Exception {
    refused("/v2/status");
    assertThat(get("/v2/status", "ben").statusCode()).isEqualTo(200);

    String host = "{\"name\": \"c1\", \"url\": \"http://127.0.0.1:7001\", \"runtime\": \"docker\"}";
    for (int i = 0; i < 10; i++) {
      HttpRequest heartbeat =
          HttpRequest.newBuilder(URI.create(server.base() + "/v2/hosts"))
              .header("X-Auth-Token", KnownCallers.token("agent"))
              .POST(HttpRequest.BodyPublishers.ofString(host))
              .build();
      assertThat(server.send(heartbeat).statusCode()).isEqualTo(200);
    }
  }

  /** Asks until it is too much, which it is before the next second on any machine. */
  private static HttpResponse<String> refused(String path) throws Exception {
    for (int i = 0; i < AT_MOST; i++) {
      HttpResponse<String> answer = get(path, "ann");
      if (answer.statusCode() == 429 || answer.body().contains("Throttling")) {
        return answer;
      }
    }
    throw new AssertionError("nobody was ever refused at " + path);
  }

  private static HttpResponse<String> get(String path, String user) throws Exception {
    return server.send(
        HttpRequest.newBuilder(URI.create(server.base() + path))
            .header("X-Auth-Token", KnownCallers.token(user))
            .build());
  }
}
