package io.kiln.api.boot;

import io.kiln.api.http.ServerStatus;
import io.kiln.hooks.protocol.HostStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** Puts together what a server says about itself; its port is known only when it listens. */
final class StatusSource implements Supplier<ServerStatus> {

  private final ServletWebServerApplicationContext context;
  private final ServerOptions options;
  private final PendingInstallation installation;
  private final UUID process;
  private final Instant startedAt;

  StatusSource(
      ServletWebServerApplicationContext context,
      ServerOptions options,
      PendingInstallation installation,
      UUID process,
      Instant startedAt) {
    this.context = context;
    this.options = options;
    this.installation = installation;
    this.process = process;
    this.startedAt = startedAt;
  }

  /** An IPv6 address stands in brackets. */
  private String host() {
    String address = options.address();
    return address.contains(":") ? "[" + address + "]" : address;
  }

  @Override
  public ServerStatus get() {
    int port = Optional.ofNullable(context.getWebServer()).map(WebServer::getPort).orElse(0);
    return new ServerStatus(
        Version.current(),
        "%s://%s:%d".formatted(options.access().tls().isPresent() ? "https" : "http", host(), port),
        installation.get().database(),
        installation.get().local().map(HostStatus::runtime).orElse("none"),
        options.worker(),
        process,
        startedAt);
  }
}
