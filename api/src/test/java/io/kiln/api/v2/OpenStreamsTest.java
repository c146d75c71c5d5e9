package io.kiln.api.v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.api.boot.TestServer;
import io.kiln.api.contract.CheckedClient;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** More listeners than there are places. */
class OpenStreamsTest {

  private static final String STACK =
      """
      {"stack_name": "web", "template": {"heat_template_version": "2018-08-31", "resources": {
        "a": {"type": "OS::Heat::Value", "properties": {"value": 1}}}}}
      """;

  @Test
  void aProjectThatListensTooOftenIsToldSoAndTakesNothingFromAnother() throws Exception {
    try (TestServer server = TestServer.start();
        HttpClient plain = HttpClient.newHttpClient();
        HttpClient http = CheckedClient.of(plain)) {
      server.hold();
      for (String project : List.of("alpha", "beta")) {
        http.send(
            request(server, "/v1/%s/stacks".formatted(project))
                .POST(HttpRequest.BodyPublishers.ofString(STACK))
                .build(),
            HttpResponse.BodyHandlers.ofString());
      }
      List<InputStream> open = new ArrayList<>();
      for (int i = 0; i < OpenStreams.OF_A_PROJECT; i++) {
        HttpResponse<InputStream> stream = listen(plain, server, "alpha");
        assertThat(stream.statusCode()).isEqualTo(200);
        open.add(stream.body());
      }

      HttpResponse<String> refused =
          http.send(
              request(server, "/v2/alpha/stacks/web/events").build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).contains("10");
      assertThat(refused.body()).contains("A project may have 50 streams of events open");
      HttpResponse<InputStream> other = listen(plain, server, "beta");
      assertThat(other.statusCode()).isEqualTo(200);
      open.add(other.body());

      server.release();
      for (InputStream one : open) {
        one.readAllBytes(); // to the end, since the stack settles
      }
      HttpResponse<InputStream> again = listen(plain, server, "alpha");
      assertThat(again.statusCode()).isEqualTo(200);
      again.body().readAllBytes(); // a client waits for what nobody has read before it is closed
    }
  }

  @Test
  void aServerHasPlacesForSomeProjectsAndTheyAreGivenBack() {
    var streams = new OpenStreams();
    for (int i = 0; i < OpenStreams.OF_A_SERVER; i++) {
      streams.take("p" + i % 10);
    }

    assertThatThrownBy(() -> streams.take("another"))
        .hasMessageContaining("A server may have 200 streams of events open");
    streams.giveBack("p1");
    streams.take("another");
  }

  private static HttpResponse<InputStream> listen(
      HttpClient http, TestServer server, String project) throws Exception {
    return http.send(
        request(server, "/v2/%s/stacks/web/events".formatted(project)).build(),
        HttpResponse.BodyHandlers.ofInputStream());
  }

  private static HttpRequest.Builder request(TestServer server, String path) {
    return HttpRequest.newBuilder(URI.create(server.base() + path));
  }
}
