package io.kiln.api.v2;

import io.kiln.api.audit.AuditTrail;
import io.kiln.api.hosts.HostRegistry;
import io.kiln.api.hosts.JoinedHost;
import io.kiln.api.http.BadInputException;
import io.kiln.api.http.JsonBody;
import io.kiln.api.http.JsonObject;
import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The hosts there are; their agents come here to join, and again and again to say they live. */
@RestController
@RequestMapping("/v2/hosts")
final class HostsController {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final HostRegistry hosts;
  private final JsonBody bodies;
  private final InstantSource clock;

  HostsController(HostRegistry hosts, JsonBody bodies, InstantSource clock) {
    this.hosts = hosts;
    this.bodies = bodies;
    this.clock = clock;
  }

  /** All hosts. */
  record Listed(List<HostView> hosts) {}

  /**
   * One host.
   *
   * @param status {@code up} while its agent says so, {@code down} otherwise
   */
  record HostView(
      String name,
      @Nullable String role,
      String url,
      String address,
      String runtime,
      String engineVersion,
      String status,
      Instant joinedAt,
      Instant lastSeen) {}

  @GetMapping
  Listed list() {
    return new Listed(hosts.joined().stream().map(this::view).toList());
  }

  @GetMapping("/{name}")
  HostView show(@PathVariable String name) {
    return hosts.joined(name).map(this::view).orElseThrow(() -> unknown(name));
  }

  private static RefusedException unknown(String name) {
    return new RefusedException(
        Refusal.of(404, "EntityNotFound", "No host of the name %s has joined.".formatted(name)));
  }

  private static RefusedException conflict(String message) {
    return new RefusedException(Refusal.of(409, "Conflict", message));
  }

  /**
   * A host has left for good: what stacks still have there counts as gone. One whose agent still
   * answers would be back with its next heartbeat, so it is refused.
   */
  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void leave(@PathVariable String name) {
    JoinedHost host = hosts.joined(name).orElseThrow(() -> unknown(name));
    if (hosts.isUp(host)) {
      throw conflict(
          "Host %s is up. Stop its agent first; the host counts as down some seconds later."
              .formatted(name));
    }
    if (!hosts.leave(name)) {
      throw unknown(name);
    }
  }

  /** A host joins; the same call again is its heartbeat. */
  @PostMapping
  HostView join(HttpServletRequest request) throws IOException {
    JsonObject body = bodies.object(request);
    body.only("name", "url", "role", "address", "runtime", "engine_version");
    String name = named(body, "name");
    Optional<String> role = body.text("role").map(_ -> named(body, "role"));
    String runtime = body.requiredText("runtime");
    if (!runtime.equals("docker") && !runtime.equals("simulated")) {
      throw new BadInputException("'runtime' must be docker or simulated.");
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS); // as the database keeps it
    URI url = loopback(body.requiredText("url"));
    return hosts
        .join(
            new JoinedHost(
                name,
                role,
                url.toString(),
                body.text("address").orElse(url.getHost()),
                runtime,
                body.text("engine_version").orElse(""),
                now,
                now))
        .map(host -> heard(request, host, now))
        .map(this::view)
        .orElseThrow(
            () ->
                conflict(
                    "An agent at another address is up as host %s. Stop that one first, or choose another name."
                        .formatted(name)));
  }

  /** A heartbeat is nothing that anybody wants to read of later. */
  private static JoinedHost heard(HttpServletRequest request, JoinedHost host, Instant now) {
    if (host.joinedAt().isBefore(now)) {
      AuditTrail.nothingChanged(request);
    }
    return host;
  }

  private static String named(JsonObject body, String key) {
    String name = body.requiredText(key);
    if (!NAME.matcher(name).matches()) {
      throw new BadInputException(
          "'%s' must be 1 to 100 letters, digits, '.', '_' and '-', the first a letter or digit."
              .formatted(key));
    }
    return name;
  }

  /** Without certificates an agent is only called where nobody can listen in. */
  private static URI loopback(String text) {
    try {
      URI url = URI.create(text);
      if ("http".equals(url.getScheme())
          && url.getHost() != null
          && url.getRawUserInfo() == null
          && url.getPort() > 0
          && InetAddress.getByName(url.getHost()).isLoopbackAddress()) {
        return url;
      }
    } catch (IllegalArgumentException | UnknownHostException e) {
      throw new BadInputException("'url' is no address of an agent.");
    }
    throw new BadInputException(
        "'url' must be http://127.0.0.1:PORT: without certificates only agents on loopback are"
            + " called.");
  }

  private HostView view(JoinedHost host) {
    return new HostView(
        host.name(),
        host.role().orElse(null),
        host.url(),
        host.address(),
        host.runtime(),
        host.engineVersion(),
        hosts.isUp(host) ? "up" : "down",
        host.joinedAt(),
        host.lastSeen());
  }
}
