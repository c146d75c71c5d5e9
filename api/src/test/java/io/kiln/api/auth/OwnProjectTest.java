package io.kiln.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.api.boot.TestServer;
import io.kiln.api.contract.CheckedClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which project is a caller's own, as answers say it. */
class OwnProjectTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void everyAnswerSaysWhoseProjectItsCallersIsAsAPathHasIt() throws Exception {
    Path file = folder.resolve("tokens.yaml");
    Files.writeString(
        file,
        """
        tokens:
          - {user: ci, project: {id: 'team@9:f', name: demo}, role: reader, sha256: %s}
        """
            .formatted(TokenFile.sha256("s3cret")));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    try (TestServer server = TestServer.start(new TokenFile(file, InstantSource.system()));
        HttpClient http = CheckedClient.usual()) {
      for (String path :
          new String[] {
            "/v1/demo/stacks",
            "/v2/demo/stacks",
            "/v2/status",
            "/healthcheck",
            "/v1/demo/stacks/nosuch",
            "/v1/other/stacks",
            "/v2/audit",
            "/nowhere",
          }) {
        String said = own(http, server, path, "s3cret").orElse("");
        assertThat(said).as(path).isEqualTo("team%409%3Af");
      }
      assertThat(ask(http, server, "/v1/team%409%3Af/stacks", "s3cret").statusCode())
          .isEqualTo(200);

      assertThat(own(http, server, "/healthcheck", "")).isEmpty();
      assertThat(own(http, server, "/v2/status", "")).isEmpty();
      assertThat(own(http, server, "/v2/status", "wrong")).isEmpty();
    }
  }

  @Test
  void aServerThatAsksNobodySaysNoProject() throws Exception {
    try (TestServer server = TestServer.start();
        HttpClient http = CheckedClient.usual()) {
      assertThat(own(http, server, "/v1/demo/stacks", "")).isEmpty();
    }
  }

  private static Optional<String> own(HttpClient http, TestServer server, String path, String token)
      throws Exception {
    return ask(http, server, path, token).headers().firstValue("X-Project-Id");
  }

  private static HttpResponse<String> ask(
      HttpClient http, TestServer server, String path, String token) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.base() + path));
    if (!token.isEmpty()) {
      request.header("X-Auth-Token", token);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
