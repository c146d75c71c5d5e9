package io.kiln.api.boot;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;

/**
 * What the web server shows that it is who it says.
 *
 * @param certificate with all between it and the root; PEM
 * @param key its private key, not encrypted; PEM
 */
record Tls(Path certificate, Path key) {

  /** What both ports are called after in Spring Boot's settings. */
  static final String BUNDLE = "kiln";

  /** Older ones are broken. */
  static final String PROTOCOLS = "TLSv1.3,TLSv1.2";

  /** As Spring Boot wants it; certificates that are renewed are read again. */
  Map<String, Object> properties() {
    return Map.of(
        "server.ssl.bundle",
        BUNDLE,
        "server.ssl.enabled-protocols",
        PROTOCOLS,
        "spring.ssl.bundle.pem.kiln.reload-on-update",
        "true",
        // Both files have been written by then.
        "spring.ssl.bundle.watch.file.quiet-period",
        "2s",
        "spring.ssl.bundle.pem.kiln.keystore.certificate",
        certificate.toUri().toString(),
        "spring.ssl.bundle.pem.kiln.keystore.private-key",
        key.toUri().toString());
  }

  /**
   * Reads both files as the web server will.
   *
   * @throws IllegalArgumentException when they cannot be used, or are not of one another
   */
  void check() {
    var wanted = new PemSslBundleProperties();
    wanted.getKeystore().setCertificate(certificate.toUri().toString());
    wanted.getKeystore().setPrivateKey(key.toUri().toString());
    wanted.getKeystore().setVerifyKeys(true);
    try {
      PropertiesSslBundle.get(wanted).getStores().getKeyStore();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "--tls-cert %s and --tls-key %s cannot be used: %s"
              .formatted(certificate, key, e.getMessage()),
          e);
    }
  }
}
