package io.kiln.api.boot;

import io.kiln.api.http.ServerStatus;
import io.kiln.api.metrics.Meters;
import io.kiln.api.tracing.Tracing;
import io.kiln.hooks.protocol.HostStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A whole server. The database is started while the web server is put together: each takes about
 * half of the time until the first answer.
 */
final class WebServer implements AutoCloseable {

  private final ServletWebServerApplicationContext context;

  private WebServer(ServletWebServerApplicationContext context) {
    this.context = context;
  }

  /**
   * Starts it and comes back when it answers.
   *
   * @throws IllegalArgumentException that names the option whose file cannot be used; nothing has
   *     been started then
   */
  static WebServer start(ServerOptions options, InstantSource clock, Supplier<UUID> ids) {
    Doors doors = Doors.read(options, clock);
    var installation = new PendingInstallation();
    var meters = new Meters();
    Tracing tracing = Tracing.to(options.work().collector(), ids.get());
    var application = new SpringApplication(InstallationBeans.class);
    application.setDefaultProperties(properties(options));
    application.addInitializers(
        starting -> {
          installation.begin(() -> open(options, clock, ids, meters, tracing));
          register(starting, "meters", meters);
          register(starting, "tracing", tracing);
          register(starting, "options", options);
          register(starting, "doors", doors);
          register(starting, "installation", installation);
          register(starting, "clock", clock);
          register(starting, "ids", new Ids(ids));
        });
    // After every part of the web server is gone.
    SpringApplication.getShutdownHandlers()
        .add(
            () -> {
              installation.close();
              tracing.close();
            });
    try {
      var server = new WebServer((ServletWebServerApplicationContext) application.run());
      installation.get().address().listensAt(URI.create(server.address()));
      return server;
    } catch (RuntimeException e) {
      installation.close();
      throw e;
    }
  }

  static Map<String, Object> properties(ServerOptions options) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("server.port", Integer.toString(options.port()));
    properties.put("server.address", options.address());
    properties.putAll(FrontProxy.properties(options.access().proxy()));
    options.access().tls().ifPresent(tls -> properties.putAll(tls.properties()));
    return properties;
  }

  private static void register(
      ConfigurableApplicationContext context, String name, Object singleton) {
    context.getBeanFactory().registerSingleton(name, singleton);
  }

  private static Installation open(
      ServerOptions options,
      InstantSource clock,
      Supplier<UUID> ids,
      Meters meters,
      Tracing tracing) {
    try {
      return Installation.open(options, clock, ids, meters, tracing);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it answers, as it says itself. */
  String address() {
    return context.getBean(StatusSource.class).get().address();
  }

  /** Where CloudFormation's API answers by itself; 0 or less when it does not. */
  int cfnPort() {
    return context.getBean(CfnPort.class).number();
  }

  /** The first line a server says. */
  String headline() {
    ServerStatus status = context.getBean(StatusSource.class).get();
    return "Kiln %s on %s, database %s, %s"
        .formatted(
            status.version(),
            status.address(),
            status.database(),
            runtime(context.getBean(PendingInstallation.class).get().local()));
  }

  private static String runtime(Optional<HostStatus> local) {
    if (local.isEmpty()) {
      return "no local agent";
    }
    HostStatus status = local.get();
    return status.runtime().equals(HostStatus.SIMULATED)
        ? "SIMULATED runtime: no Docker engine answers, no container really runs"
        : status.trouble().orElse("Docker engine " + status.engineVersion());
  }

  @Override
  public void close() {
    PendingInstallation installation = context.getBean(PendingInstallation.class);
    Tracing tracing = context.getBean(Tracing.class);
    context.close();
    installation.close();
    tracing.close();
  }
}
