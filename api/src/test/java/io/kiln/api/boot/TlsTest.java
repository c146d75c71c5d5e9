package io.kiln.api.boot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.api.contract.CheckedClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that speaks TLS, with a certificate that is renewed while it runs. */
class TlsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path folder;

  @Test
  void aServerShowsItsCertificateAndTheNextOneWhenItIsRenewed() throws Exception {
    Certificate first = renew("first");
    try (WebServer server =
        WebServer.start(
            ServerOptions.parse(
                List.of(
                    "--port",
                    "0",
                    "--cfn-port",
                    "0",
                    "--data",
                    folder.resolve("data").toString(),
                    "--no-agent",
                    "--no-worker",
                    "--tls-cert",
                    folder.resolve("tls.crt").toString(),
                    "--tls-key",
                    folder.resolve("tls.key").toString())),
            InstantSource.system(),
            UUID::randomUUID)) {
      assertThat(server.address()).startsWith("https://127.0.0.1:");
      assertThat(status(server, first)).isEqualTo(200);
      assertThat(cfn(server, first)).contains("<ListStacksResult>");
      assertThatThrownBy(() -> plain(server))
          .as("nothing is said in clear on the port of its own either")
          .isInstanceOf(IOException.class);

      Certificate second = renew("second");
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!isShown(server, second)) {
        assertThat(System.nanoTime()).as("the new certificate is shown").isLessThan(deadline);
        Thread.sleep(200);
      }
      assertThat(cfn(server, second)).contains("<ListStacksResult>");
    }
  }

  /** What CloudFormation's API says on its own port. */
  private static String cfn(WebServer server, Certificate trusted) throws Exception {
    try (var http = HttpClient.newBuilder().sslContext(trusting(trusted)).build()) {
      return http.send(
              HttpRequest.newBuilder(
                      URI.create(
                          "https://127.0.0.1:%d/?Action=ListStacks".formatted(server.cfnPort())))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private static void plain(WebServer server) throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.cfnPort())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket
          .getOutputStream()
          .write("GET /?Action=ListStacks HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      if (!answer.contains("ListStacksResult")) {
        throw new IOException("refused: " + answer);
      }
    }
  }

  private static boolean isShown(WebServer server, Certificate certificate) throws Exception {
    try {
      return status(server, certificate) == 200;
    } catch (SSLHandshakeException e) {
      return false; // still the one before
    }
  }

  private static int status(WebServer server, Certificate trusted) throws Exception {
    try (var http =
        CheckedClient.of(HttpClient.newBuilder().sslContext(trusting(trusted)).build())) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server.address() + "/healthcheck")).build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }

  private static SSLContext trusting(Certificate certificate)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("it", certificate);
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  /** With the JDK's own tool, then as the PEM files that servers are given. */
  private Certificate renew(String name) throws Exception {
    Path store = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "kiln",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore made = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      made.load(in, PASSWORD);
    }
    write("tls.key", "PRIVATE KEY", made.getKey("kiln", PASSWORD).getEncoded());
    write("tls.crt", "CERTIFICATE", made.getCertificate("kiln").getEncoded());
    return made.getCertificate("kiln");
  }

  private void write(String file, String kind, byte[] content) throws IOException {
    Files.writeString(
        folder.resolve(file),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(kind, Base64.getMimeEncoder().encodeToString(content), kind));
  }
}
