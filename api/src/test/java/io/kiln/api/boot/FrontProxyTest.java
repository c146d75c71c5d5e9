package io.kiln.api.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.api.audit.AuditEntry;
import io.kiln.api.audit.AuditStore;
import io.kiln.api.auth.TokenFile;
import io.kiln.api.contract.CheckedClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server believes of what is said to stand in front of it. This test is the proxy. */
class FrontProxyTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final List<String> SAID =
      List.of(
          "X-Forwarded-For", "203.0.113.7",
          "X-Forwarded-Proto", "https",
          "X-Forwarded-Host", "kiln.example");

  @TempDir private Path folder = Path.of("");
  private final HttpClient http = CheckedClient.usual();

  @AfterEach
  void close() {
    http.close();
  }

  @Test
  void withoutTheOptionNothingThatIsForwardedCounts() throws Exception {
    List<String> all = new ArrayList<>(SAID);
    all.addAll(
        List.of(
            "X-Forwarded-Port",
            "444",
            "Forwarded",
            "for=203.0.113.7;proto=https;host=kiln.example"));
    try (TestServer server = start()) {
      assertThat(self(server, all)).startsWith(server.base() + "/v1/");
      assertThat(source(server, all)).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void behindAProxyLinksAndTheAuditLogGoByWhatItSays() throws Exception {
    try (TestServer server = start("--behind-proxy")) {
      assertThat(self(server, SAID)).isEqualTo("https://kiln.example/v1/");
      assertThat(self(server, List.of())).startsWith(server.base());
      assertThat(source(server, SAID)).isEqualTo("203.0.113.7");
      assertThat(
              self(server, List.of("Forwarded", "for=203.0.113.7;proto=https;host=kiln.example")))
          .startsWith(server.base());
    }
  }

  @Test
  void whatAClientWroteInFrontOfWhatTheProxySaysCountsNothing() throws Exception {
    try (TestServer server = start("--behind-proxy")) {
      assertThat(source(server, List.of("X-Forwarded-For", "198.51.100.1, 203.0.113.7")))
          .isEqualTo("203.0.113.7");
    }
    try (TestServer server = start("--behind-proxy=127.0.0.1")) {
      assertThat(source(server, List.of("X-Forwarded-For", "198.51.100.1, 10.0.0.5")))
          .as("a client with a private address, where the proxy is named")
          .isEqualTo("10.0.0.5");
    }
  }

  @Test
  void whoeverIsNoneOfTheNamedProxiesIsNotBelieved() throws Exception {
    try (TestServer server = start("--behind-proxy=192.0.2.1,2001:db8::/32")) {
      assertThat(self(server, SAID)).startsWith(server.base());
      assertThat(source(server, SAID)).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void failedLoginsBehindAProxyAreCountedForWhoeverItNames() throws Exception {
    try (TestServer server = start("--behind-proxy")) {
      for (int i = 0; i < 60; i++) {
        assertThat(guess(server, SAID).statusCode()).isEqualTo(401);
      }
      assertThat(guess(server, SAID).statusCode()).isEqualTo(429);
      assertThat(guess(server, List.of("X-Forwarded-For", "203.0.113.8")).statusCode())
          .isEqualTo(401);
    }
  }

  private TestServer start(String... words) throws IOException {
    Path file = folder.resolve("tokens.yaml");
    Files.writeString(file, "tokens: []");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--tokens", file.toString()));
    return TestServer.start(new TokenFile(file, InstantSource.system()), all);
  }

  /** Where a server says that it is. */
  private String self(TestServer server, List<String> headers) throws Exception {
    String body = send(server, "/", headers).body();
    int from = body.indexOf("\"href\":\"") + 8;
    return body.substring(from, body.indexOf('"', from));
  }

  /** From where a login came that failed, as the audit log has it. */
  private String source(TestServer server, List<String> headers) throws Exception {
    guess(server, headers);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Optional<String> found = Optional.empty();
    while (found.isEmpty() && System.nanoTime() < deadline) {
      found =
          server.audit().newest(Long.MAX_VALUE, 1).stream()
              .map(AuditStore.Kept::entry)
              .map(AuditEntry::source)
              .findFirst();
      Thread.onSpinWait();
    }
    return found.orElseThrow();
  }

  private HttpResponse<String> guess(TestServer server, List<String> headers) throws Exception {
    List<String> all = new ArrayList<>(headers);
    all.addAll(List.of("X-Auth-Token", "guess"));
    return send(server, "/v2/status", all);
  }

  private HttpResponse<String> send(TestServer server, String path, List<String> headers)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.base() + path));
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
