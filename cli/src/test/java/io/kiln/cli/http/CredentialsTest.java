package io.kiln.cli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CredentialsTest {

  @Test
  void aFlagCountsMoreThanTheEnvironmentAndATokenMoreThanAPassword() {
    var environment =
        Map.of("KILN_TOKEN", "b", "OS_TOKEN", "c", "KILN_USER", "ada", "KILN_PASSWORD", "pw");

    assertThat(headers("a", environment)).containsExactlyEntriesOf(Map.of("X-Auth-Token", "a"));
    assertThat(headers("", environment)).containsExactlyEntriesOf(Map.of("X-Auth-Token", "b"));
    assertThat(headers("", Map.of("OS_TOKEN", "c", "KILN_USER", "ada")))
        .containsExactlyEntriesOf(Map.of("X-Auth-Token", "c"));
    assertThat(headers("", Map.of("KILN_USER", "ada", "KILN_PASSWORD", "pw")))
        .containsExactlyEntriesOf(Map.of("Authorization", "Basic YWRhOnB3"));
    assertThat(headers("", Map.of())).isEmpty();
  }

  private static Map<String, String> headers(String flag, Map<String, String> environment) {
    return Credentials.of(flag, Optional.empty(), environment).headers();
  }

  @Test
  void whoLogsInAtKeystoneGetsATokenItsProjectAndWhereTheServiceIs() throws IOException {
    var asked = new AtomicReference<>("");
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v3/auth/tokens",
        exchange -> {
          asked.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          var body =
              """
              {"token": {"project": {"id": "p1", "name": "demo"}, "catalog": [
                {"type": "identity", "endpoints": []},
                {"type": "orchestration", "endpoints": [
                  {"interface": "internal", "region": "r", "url": "http://inside/v1/p1"},
                  {"interface": "public", "region": "r", "url": "http://outside/v1/p1"}]}]}}
              """
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("X-Subject-Token", "tok");
          exchange.sendResponseHeaders(201, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      var login =
          KeystoneLogin.at(
              "http://127.0.0.1:" + server.getAddress().getPort(),
              Optional.empty(),
              Map.of("OS_USERNAME", "ada", "OS_PASSWORD", "pw", "OS_PROJECT_NAME", "demo"),
              JsonMapper.shared());

      assertThat(login.credentials().headers()).containsEntry("X-Auth-Token", "tok");
      assertThat(login.orchestration()).contains("http://outside/v1/p1");
      assertThat(login.project()).isEqualTo("p1");
      var auth = JsonMapper.shared().readTree(asked.get()).path("auth");
      assertThat(auth.at("/identity/password/user/domain/name").asString()).isEqualTo("Default");
      assertThat(auth.at("/scope/project/name").asString()).isEqualTo("demo");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void whatIsMissingForALoginIsNamed() {
    assertThatThrownBy(
            () ->
                KeystoneLogin.at(
                    "http://127.0.0.1:9",
                    Optional.empty(),
                    Map.of("OS_USERNAME", "ada"),
                    JsonMapper.shared()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("OS_PASSWORD");
  }
}
