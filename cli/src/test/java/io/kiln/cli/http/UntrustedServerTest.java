package io.kiln.cli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A server whose certificate nobody vouches for, or that is another's. */
final class UntrustedServerTest {

  private static final String PASSWORD = "for-this-test";

  @TempDir private Path folder;

  private HttpsServer server;

  @BeforeEach
  void start() throws Exception {
    Path store = folder.resolve("server.p12");
    keytool(
        "-genkeypair -alias server -keyalg EC -dname CN=kiln.example -ext SAN=DNS:kiln.example"
            + " -validity 2 -storepass %s -keystore %s".formatted(PASSWORD, store));
    keytool(
        "-exportcert -rfc -alias server -storepass %s -keystore %s -file %s"
            .formatted(PASSWORD, store, folder.resolve("server.pem")));
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context(store)));
    server.start();
  }

  private static void keytool(String words) throws IOException, InterruptedException {
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var command = new ArrayList<>(List.of(tool));
    command.addAll(List.of(words.split(" ")));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aCertificateThatNobodyVouchesForIsSaidWithWhatHelps() {
    assertThatThrownBy(() -> ask(Optional.empty()))
        .isInstanceOf(Unreachable.class)
        .hasMessageStartingWith(
            "nobody whom this machine trusts vouches for the certificate of " + place())
        .hasMessageEndingWith("name whom to trust with --os-cacert FILE or OS_CACERT");
  }

  @Test
  void aCertificateForAnotherNameIsSaidToBeOne() {
    assertThatThrownBy(() -> ask(Optional.of(folder.resolve("server.pem"))))
        .isInstanceOf(Unreachable.class)
        .hasMessageStartingWith("the certificate of %s is not one for it: ".formatted(place()));
  }

  private String place() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private void ask(Optional<Path> trusted) {
    var endpoint = Endpoint.of("https://" + place(), "admin", Map.of());
    var nobody = Credentials.of("", trusted, Map.of());
    try (var api = new Api(endpoint, nobody, JsonMapper.shared())) {
      api.get(endpoint.v1("stacks"));
    }
  }
}
