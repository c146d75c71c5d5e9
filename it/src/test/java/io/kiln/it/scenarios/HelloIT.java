package io.kiln.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.api.contract.CheckedClient;
import io.kiln.it.harness.Docker;
import io.kiln.it.harness.Engine;
import io.kiln.it.harness.Site;
import io.kiln.it.harness.Stack;
import io.kiln.it.harness.Wanted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The example of the README. */
class HelloIT {

  @Nested
  class WithoutAnEngine {
    @RegisterExtension final Site site = Site.simulated();

    @Test
    void theExampleIsCompleteAndSaysThatItsContainersAreSimulated() {
      Stack stack = site.create("hello", hello()).await("CREATE_COMPLETE");
      assertThat(stack.resources()).hasSize(5);
      assertThat(stack.output("report").asString())
          .contains("token " + stack.output("token").asString());
      assertThat(
              site.server()
                  .api()
                  .call("GET", "/v2/status", Optional.empty())
                  .body()
                  .path("runtime")
                  .asString())
          .isEqualTo("simulated");
      assertThat(site.server().process().tail()).contains("SIMULATED");
    }
  }

  @Nested
  class OnAnEngine {
    @RegisterExtension final Site site = Site.real();

    @Test
    void theExampleServesItsPageAndLeavesNothingWhenItIsDeleted() throws Exception {
      Docker docker = Engine.named("local").docker();
      Stack stack = site.create("hello", hello()).await("CREATE_COMPLETE");
      assertThat(docker.of(stack)).hasSize(2).allMatch(Docker.Seen::running);
      assertThat(started(docker, stack, "page")).isBefore(started(docker, stack, "reader"));
      try (HttpClient http = CheckedClient.usual()) {
        String page =
            http.send(
                    HttpRequest.newBuilder(URI.create(stack.output("url").asString())).build(),
                    HttpResponse.BodyHandlers.ofString())
                .body();
        assertThat(page).contains(stack.output("token").asString()).contains(stack.name());
      }

      stack.delete().await("DELETE_COMPLETE");
      assertThat(docker.of(stack)).isEmpty();
    }
  }

  private static Instant started(Docker docker, Stack stack, String service) {
    return docker.of(stack).stream()
        .filter(container -> container.name().endsWith("-" + service))
        .findFirst()
        .orElseThrow()
        .startedAt();
  }

  private static Wanted hello() {
    return Wanted.shipped("hello.yaml").with("port", freePort());
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
