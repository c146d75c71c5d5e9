package io.kiln.cli.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Somebody says https where there is none, or http where there is nothing else. */
final class WrongSchemeTest {
  /**
   * Tomcat's answer to what it cannot read, and, with this text, on a port with TLS to a request
   * without.
   */
  private static final String ANSWER =
      """
      HTTP/1.1 400 \r
      Content-Type: text/plain;charset=UTF-8\r
      Connection: close\r
      \r
      Bad Request
      This combination of host and port requires TLS.
      """;

  private ServerSocket server;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::answer);
  }

  private void answer() {
    var more = true;
    while (more) {
      more = answered();
    }
  }

  /** False when the test is over; a client that has heard enough is no reason to end. */
  private boolean answered() {
    try (Socket client = server.accept()) {
      if (client.getInputStream().read(new byte[8_192]) > 0) {
        client.getOutputStream().write(ANSWER.getBytes(StandardCharsets.UTF_8));
      }
      return true;
    } catch (IOException gone) {
      return !server.isClosed();
    }
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void httpsToAPlainPortSaysThatItIsPlain() {
    assertThatThrownBy(() -> ask("https"))
        .isInstanceOf(Unreachable.class)
        .hasMessage(
            "what answers at %s speaks no TLS; say --url http://%s".formatted(place(), place()));
  }

  @Test
  void httpToAPortWithTlsSaysThatItHasTls() {
    assertThatThrownBy(() -> ask("http"))
        .isInstanceOf(ServerError.class)
        .hasMessage(
            "the server at %s speaks TLS; say --url https://%s".formatted(place(), place()));
  }

  private String place() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  private void ask(String scheme) {
    var endpoint = Endpoint.of(scheme + "://" + place(), "admin", Map.of());
    var nobody = Credentials.of("", Optional.empty(), Map.of());
    try (var api = new Api(endpoint, nobody, JsonMapper.shared())) {
      api.get(endpoint.v1("stacks"));
    }
  }
}
