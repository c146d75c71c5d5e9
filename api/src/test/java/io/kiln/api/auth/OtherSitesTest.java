package io.kiln.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.InstantSource;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page elsewhere has a browser ask for: an image's GET names no origin. */
class OtherSitesTest {

  private static final String ADA =
      "Basic "
          + Base64.getEncoder().encodeToString("ada:open sesame".getBytes(StandardCharsets.UTF_8));

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "something new"})
  void whatAnotherSiteHasABrowserAskForIsRefusedWhereNobodyLogsIn(String site) throws Exception {
    try (TestServer server = TestServer.start();
        HttpClient http = CheckedClient.usual()) {
      for (String path : new String[] {"/v1/demo/stacks", "/v2/status", "/cfn/v1"}) {
        assertThat(ask(http, server, path, "Sec-Fetch-Site", site).statusCode())
            .as(path)
            .isEqualTo(403);
      }
    }
  }

  @Test
  void whatAPersonTypesAndTheServersOwnPagesAskForIsAnswered() throws Exception {
    try (TestServer server = TestServer.start();
        HttpClient http = CheckedClient.usual()) {
      for (String site : new String[] {"none", "same-origin"}) {
        assertThat(ask(http, server, "/v2/status", "Sec-Fetch-Site", site).statusCode())
            .isEqualTo(200);
      }
    }
  }

  @Test
  void aPasswordThatABrowserRemembersIsForItsOwnSiteAlone() throws Exception {
    Path file = folder.resolve("tokens.yaml");
    Files.writeString(
        file,
        "users: [{user: ada, project: demo, role: member, password: '%s'}]"
            .formatted(TokenFileTest.PASSWORD));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    try (TestServer server = TestServer.start(new TokenFile(file, InstantSource.system()));
        HttpClient http = CheckedClient.usual()) {
      for (String site : new String[] {"cross-site", "same-site"}) {
        HttpResponse<String> refused =
            ask(http, server, "/v2/status", "Authorization", ADA, "Sec-Fetch-Site", site);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("A page of another site may not use");
      }
      assertThat(
              ask(http, server, "/v2/status", "Authorization", ADA, "Sec-Fetch-Site", "none")
                  .statusCode())
          .isEqualTo(200);
      assertThat(ask(http, server, "/v2/status", "Authorization", ADA).statusCode()).isEqualTo(200);
    }
  }

  private static HttpResponse<String> ask(
      HttpClient http, TestServer server, String path, String... headers) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(server.base() + path)).headers(headers).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
