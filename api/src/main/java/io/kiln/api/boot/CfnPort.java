package io.kiln.api.boot;

import java.util.Optional;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;

/** A port of its own for CloudFormation's API, when it has one. */
final class CfnPort {

  private final Optional<Connector> connector;

  CfnPort(CfnOptions options, String address) {
    connector =
        options.port().isPresent()
            ? Optional.of(connector(options.port().getAsInt(), address))
            : Optional.empty();
  }

  private static Connector connector(int port, String address) {
    var connector = new Connector();
    connector.setPort(port);
    connector.setProperty("address", address);
    connector.setParseBodyMethods(WebConfiguration.NO_METHODS);
    if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
      protocol.setExecutor(new VirtualThreadExecutor("cfn-"));
    }
    return connector;
  }

  void listen(TomcatServletWebServerFactory factory) {
    connector.ifPresent(factory::addAdditionalConnectors);
  }

  /**
   * Shows the server's own certificate, and the next one when it is renewed: what comes here is no
   * less secret than what comes to the usual port.
   */
  void secure(SslBundles bundles, String name) {
    connector.ifPresent(
        plain -> {
          plain.setScheme("https");
          plain.setSecure(true);
          if (plain.getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol) {
            protocol.setSSLEnabled(true);
            protocol.addSslHostConfig(shown(protocol, bundles.getBundle(name)));
            bundles.addBundleUpdateHandler(
                name, renewed -> protocol.addSslHostConfig(shown(protocol, renewed), true));
          }
        });
  }

  private static SSLHostConfig shown(AbstractHttp11Protocol<?> protocol, SslBundle bundle) {
    var host = new SSLHostConfig();
    host.setHostName(protocol.getDefaultSSLHostConfigName());
    host.setSslProtocol(bundle.getProtocol());
    host.setProtocols(Tls.PROTOCOLS);
    var certificate = new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
    SslStoreBundle stores = bundle.getStores();
    certificate.setCertificateKeystore(stores.getKeyStore());
    certificate.setCertificateKeystorePassword(
        stores.getKeyStorePassword() == null ? "" : stores.getKeyStorePassword());
    host.addCertificate(certificate);
    return host;
  }

  /** Where it listens; 0 or less as long as it does not. */
  int number() {
    return connector.map(Connector::getLocalPort).orElse(0);
  }
}
