package io.kiln.api.boot;

import java.util.Optional;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
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
    if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
      protocol.setExecutor(new VirtualThreadExecutor("cfn-"));
    }
    return connector;
  }

  void listen(TomcatServletWebServerFactory factory) {
    connector.ifPresent(factory::addAdditionalConnectors);
  }

  /** Where it listens; 0 or less as long as it does not. */
  int number() {
    return connector.map(Connector::getLocalPort).orElse(0);
  }
}
