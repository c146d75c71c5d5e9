package io.kiln.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.api.audit.AuditEntry;
import io.kiln.api.audit.AuditStore;
import io.kiln.api.boot.TestServer;
import io.kiln.api.contract.CheckedClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody guesses passwords, over the wire. */
class GuessingTest {

  /** Ten fail; of those under way at the same time some more might. */
  private static final int GUESSES = 12;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir private Path folder = Path.of("");

  @Test
  void whoeverGuessesIsHeldUpAndWhoeverIsKnownIsNot() throws Exception {
    Path file = folder.resolve("tokens.yaml");
    Files.writeString(
        file,
        """
        tokens:
          - {user: ci, project: demo, role: member, sha256: %s}
        users:
          - {user: ada, project: demo, role: member, password: '%s'}
          - {user: bob, project: demo, role: member, password: '%s'}
        """
            .formatted(TokenFile.sha256("s3cret"), TokenFileTest.PASSWORD, TokenFileTest.PASSWORD));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    try (TestServer server = TestServer.start(new TokenFile(file, InstantSource.system()));
        HttpClient http = CheckedClient.usual()) {
      assertThat(ask(http, server, "/v2/status", basic("ada", "open sesame")).statusCode())
          .isEqualTo(200);

      HttpResponse<String> last = ask(http, server, "/v2/status", basic("ada", "guess 0"));
      assertThat(last.statusCode()).isEqualTo(401);
      for (int i = 1; i < GUESSES; i++) {
        last = ask(http, server, "/v2/status", basic("ada", "guess " + i));
      }
      assertThat(last.statusCode()).isEqualTo(429);
      assertThat(last.body())
          .contains("\"status\":429", "Too many logins from this address have failed lately.");
      assertThat(Integer.parseInt(last.headers().firstValue("Retry-After").orElseThrow()))
          .isBetween(1, 61);
      HttpResponse<String> heat =
          ask(http, server, "/v1/demo/stacks", "X-Auth-Token", "also a guess");
      assertThat(heat.statusCode()).isEqualTo(429);
      assertThat(heat.body()).contains("\"type\":\"TooManyRequests\"");

      // A right password that was not seen lately cannot be told from a guess without comparing.
      assertThat(ask(http, server, "/v2/status", basic("bob", "open sesame")).statusCode())
          .isEqualTo(429);
      assertThat(ask(http, server, "/v2/status", basic("ada", "open sesame")).statusCode())
          .isEqualTo(200);
      assertThat(ask(http, server, "/v2/status", "X-Auth-Token", "s3cret").statusCode())
          .isEqualTo(200);
      assertThat(ask(http, server, "/healthcheck").statusCode()).isEqualTo(200);

      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!refusals(server).contains(429) && System.nanoTime() < deadline) {
        Thread.onSpinWait(); // they are written down behind the answers
      }
      assertThat(refusals(server)).contains(401, 429);
    }
  }

  private static List<Integer> refusals(TestServer server) {
    return server.audit().newest(Long.MAX_VALUE, 1_000).stream()
        .map(AuditStore.Kept::entry)
        .filter(entry -> entry.kind() == AuditEntry.Kind.REFUSED)
        .flatMap(entry -> entry.status().stream())
        .toList();
  }

  private static String[] basic(String user, String password) {
    String pair =
        Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    return new String[] {"Authorization", "Basic " + pair};
  }

  private static HttpResponse<String> ask(
      HttpClient http, TestServer server, String path, String... header) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.base() + path));
    if (header.length > 0) {
      request.headers(header);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
