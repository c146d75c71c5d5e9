package io.kiln.api.boot;

import io.kiln.api.audit.AuditTrail;
import io.kiln.api.auth.FailedLogins;
import io.kiln.api.cfn.CfnApi;
import io.kiln.api.cfn.CfnDoor;
import io.kiln.api.cfn.Endpoint;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** Where CloudFormation's API is served, and the door to it. */
@Configuration(proxyBeanMethods = false)
@Import(CfnApi.class)
class CfnConfiguration {

  @Bean
  CfnPort cfnPort(CfnOptions options, @Value("${server.address}") String address) {
    return new CfnPort(options, address);
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> cfnConnector(
      CfnPort port, Environment environment, ObjectProvider<SslBundles> bundles) {
    return factory -> {
      if (environment.containsProperty("server.ssl.bundle")) {
        port.secure(bundles.getObject(), Tls.BUNDLE);
      }
      port.listen(factory);
    };
  }

  /** Before anybody is asked who comes without a signature. */
  @Bean
  FilterRegistrationBean<CfnDoor> cfnDoor(
      Doors doors,
      CfnPort port,
      FailedLogins failed,
      WebLimits limits,
      AuditTrail trail,
      InstantSource clock) {
    return WebConfiguration.filter(
        new CfnDoor(
            new Endpoint(port::number),
            doors.signatures(),
            doors.authenticator().asks(),
            failed,
            limits.maxBodyBytes(),
            trail),
        3);
  }
}
