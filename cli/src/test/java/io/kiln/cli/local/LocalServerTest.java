package io.kiln.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.kiln.cli.http.Api;
import io.kiln.cli.http.Credentials;
import io.kiln.cli.http.Endpoint;
import io.kiln.cli.text.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** With small scripts in the place of the launcher. */
final class LocalServerTest {
  @TempDir private Path data = Path.of("");

  @Test
  void aServerThatEndsAtOnceIsToldWithItsLog() throws IOException {
    var launcher = script("echo 'no database for you' >&2; exit 3");
    try (var api = api(freePort())) {
      assertThatThrownBy(() -> server().start(launcher, api))
          .isInstanceOf(LocalServer.NotStarted.class)
          .hasMessageContaining("no database for you");
    }
    assertThat(server().running()).isEmpty();
  }

  @Test
  void aServerThatWasStartedHereIsStoppedAndForgotten() throws Exception {
    var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    var launcher = script("exec sleep 600");
    try (var api = api(http.getAddress().getPort())) {
      http.start(); // it answers while the launcher's process stays
      server().start(launcher, api);

      var process = server().running().orElseThrow();
      assertThat(server().stop()).isTrue();
      assertThat(process.isAlive()).isFalse();
      assertThat(server().stop()).as("a second time").isFalse();
    } finally {
      http.stop(0);
    }
  }

  @Test
  void aNumberThatBelongsToAnotherProcessNowIsNotOurs() throws Exception {
    var self = ProcessHandle.current().pid();
    Files.writeString(data.resolve("server.pid"), self + " 2001-01-01T00:00:00Z\n");

    assertThat(server().running()).isEmpty();
    assertThat(server().stop()).isFalse();
  }

  @Test
  void aServerOfTheSameDataThatListensElsewhereIsNotWaitedFor() throws Exception {
    var first = freePort();
    var launcher = script("exec sleep 600");
    var starting = new Thread(() -> startedAndLeft(launcher, first));
    starting.start();
    try (var api = api(freePort())) {
      while (server().running().isEmpty()) {
        Thread.sleep(20); // until the first has been remembered
      }

      assertThatThrownBy(() -> server().start(launcher, api))
          .isInstanceOf(LocalServer.NotStarted.class)
          .hasMessageContaining("runs already, at http://127.0.0.1:%d".formatted(first))
          .hasMessageContaining("--data");
    } finally {
      assertThat(server().stop()).isTrue();
      starting.join();
    }
  }

  private void startedAndLeft(String launcher, int port) {
    try (var api = api(port)) {
      assertThatThrownBy(() -> server().start(launcher, api))
          .isInstanceOf(LocalServer.NotStarted.class);
    }
  }

  @Test
  void theLedgerKeepsEachStackOnce() {
    var ledger = new Ledger(data.resolve("new"), JsonMapper.shared());
    var web = new Ledger.Entry("http://127.0.0.1:8004", "admin", "web");
    assertThat(ledger.entries()).isEmpty();

    ledger.add(web);
    ledger.add(web);
    assertThat(ledger.entries()).containsExactly(web);

    ledger.remove(web);
    assertThat(ledger.entries()).isEmpty();
  }

  private LocalServer server() {
    var quiet = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return new LocalServer(
        data, new Terminal(quiet, quiet, InputStream.nullInputStream(), false, false));
  }

  private static Api api(int port) {
    var endpoint = Endpoint.of("http://127.0.0.1:" + port, "", Map.of());
    return new Api(endpoint, Credentials.NONE, JsonMapper.shared());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private String script(String body) throws IOException {
    var file = data.resolve("launcher");
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file.toString();
  }
}
