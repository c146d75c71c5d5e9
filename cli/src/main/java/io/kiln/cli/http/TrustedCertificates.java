package io.kiln.cli.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates of a PEM file as the only ones that are trusted, as other OpenStack clients do. */
final class TrustedCertificates {
  private TrustedCertificates() {}

  /**
   * @throws IllegalArgumentException when the file cannot be used
   */
  static SSLContext context(Path pem) {
    try (var in = Files.newInputStream(pem)) {
      var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      var number = 0;
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("ca-" + number++, certificate);
      }
      if (number == 0) {
        throw unusable(pem, "it has no certificate");
      }
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      var context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (NoSuchFileException missing) {
      throw unusable(pem, "there is no such file");
    } catch (IOException unreadable) {
      throw unusable(pem, Files.isDirectory(pem) ? "it is a folder" : "it cannot be read");
    } catch (GeneralSecurityException wrong) {
      throw unusable(pem, "it holds no certificates in PEM");
    }
  }

  private static IllegalArgumentException unusable(Path pem, String why) {
    return new IllegalArgumentException(
        "the certificates to trust (--os-cacert, OS_CACERT) cannot be used: %s: %s"
            .formatted(pem, why));
  }
}
