package io.kiln.api.v2;

import io.kiln.api.audit.AuditTrail;
import io.kiln.api.hosts.HostRegistry;
import io.kiln.api.hosts.JoinedHost;
import io.kiln.api.http.BadInputException;
import io.kiln.api.http.JsonBody;
import io.kiln.api.http.JsonObject;
import io.kiln.api.http.LowerCase;
import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
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
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The hosts there are; their agents come here to join, and again and again to say they live. */
@RestController
@Tag(name = "hosts")
@RequestMapping("/v2/hosts")
final class HostsController {

  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";
  private static final Pattern NAMED = Pattern.compile(NAME);

  private final HostRegistry hosts;
  private final JsonBody bodies;
  private final InstantSource clock;
  private final Preconditions preconditions;

  HostsController(
      HostRegistry hosts, JsonBody bodies, InstantSource clock, Preconditions preconditions) {
    this.hosts = hosts;
    this.bodies = bodies;
    this.clock = clock;
    this.preconditions = preconditions;
  }

  /**
   * A page of hosts, by name.
   *
   * @param next the cursor of the next page; null for the last
   */
  @Schema(name = "Hosts")
  record Listed(List<HostView> hosts, @Nullable String next) {}

  /**
   * One host.
   *
   * @param role what it is for, as templates choose hosts by
   * @param url where its agent listens
   * @param address under which other hosts reach it
   * @param runtime what runs its containers
   * @param engineVersion of the container engine, empty when it did not answer
   * @param status whether its agent says that it lives
   * @param joinedAt when its agent first came here
   * @param lastSeen when its agent last said that it lives
   */
  @Schema(name = "Host")
  record HostView(
      String name,
      @Nullable String role,
      String url,
      String address,
      @Schema(allowableValues = {"docker", "simulated"}) String runtime,
      String engineVersion,
      @LowerCase Health status,
      Instant joinedAt,
      Instant lastSeen) {}

  /** Whether a host's agent says that it lives. */
  enum Health {
    UP,
    DOWN
  }

  /**
   * What an agent says of its host.
   *
   * @param url where the agent listens: http on a loopback address
   * @param role what the host is for, as templates choose hosts by
   * @param address under which other hosts reach it; by default that of the url
   * @param runtime what runs its containers
   * @param engineVersion of the container engine
   */
  @Schema(name = "Join")
  record Join(
      @Schema(pattern = "^" + NAME + "$") String name,
      @Schema(format = "uri") String url,
      @Schema(pattern = "^" + NAME + "$") @Nullable String role,
      @Nullable String address,
      @Schema(allowableValues = {"docker", "simulated"}) String runtime,
      @Nullable String engineVersion) {

    static Join of(JsonObject body) {
      body.only("name", "url", "role", "address", "runtime", "engine_version");
      String name = named(body, "name");
      String role = body.has("role") ? named(body, "role") : null;
      String runtime = body.requiredText("runtime");
      if (!runtime.equals("docker") && !runtime.equals("simulated")) {
        throw new BadInputException("'runtime' must be docker or simulated.");
      }
      return new Join(
          name,
          body.requiredText("url"),
          role,
          body.text("address").orElse(null),
          runtime,
          body.text("engine_version").orElse(null));
    }

    JoinedHost at(Instant now) {
      URI checked = loopback(url);
      return new JoinedHost(
          name,
          Optional.ofNullable(role),
          checked.toString(),
          address == null ? checked.getHost() : address,
          runtime,
          engineVersion == null ? "" : engineVersion,
          now,
          now);
    }
  }

  /** The hosts that have joined, by name. */
  @Operation(operationId = "listHosts")
  @ApiResponse(
      responseCode = "200",
      description = "A page of hosts.",
      content = @Content(schema = @Schema(implementation = Listed.class)))
  @Paged
  @GetMapping
  ResponseEntity<Object> list(HttpServletRequest request) {
    var paging = new Paging(request, "hosts");
    String after = paging.after(1, parts -> Optional.of(parts.getFirst())).orElse("");
    Paging.Page<JoinedHost> page =
        paging.page(
            hosts.joined().stream()
                .filter(host -> host.name().compareTo(after) > 0)
                .limit(paging.asked())
                .toList(),
            host -> List.of(host.name()));
    return paging.answer(page, new Listed(page.show(this::view), page.next().orElse(null)));
  }

  /**
   * One host.
   *
   * @param name as it joined
   */
  @Operation(operationId = "showHost")
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
   *
   * @param name as it joined
   */
  @Operation(
      operationId = "removeHost",
      parameters =
          @Parameter(
              in = ParameterIn.HEADER,
              name = "If-Match",
              description =
                  "The tag of the host as it was read; nothing happens if it has changed.",
              schema = @Schema(type = "string")))
  @ApiResponse(responseCode = "204", description = "It is known no more.")
  @ApiResponse(responseCode = "409", description = "Its agent still says that it lives.")
  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void leave(@PathVariable String name, HttpServletRequest request) {
    JoinedHost host = hosts.joined(name).orElseThrow(() -> unknown(name));
    preconditions.hold(request, view(host));
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
  @Operation(
      operationId = "joinHost",
      requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = Join.class))))
  @ApiResponse(
      responseCode = "409",
      description = "An agent at another address is up under that name.")
  @PostMapping
  HostView join(HttpServletRequest request) throws IOException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS); // as the database keeps it
    Join wanted = Join.of(bodies.object(request));
    return hosts
        .join(wanted.at(now))
        .map(host -> heard(request, host, now))
        .map(this::view)
        .orElseThrow(
            () ->
                conflict(
                    "An agent at another address is up as host %s. Stop that one first, or choose another name."
                        .formatted(wanted.name())));
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
    if (!NAMED.matcher(name).matches()) {
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
        hosts.isUp(host) ? Health.UP : Health.DOWN,
        host.joinedAt(),
        host.lastSeen());
  }
}
