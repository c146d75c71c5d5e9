package io.kiln.api.v2;

import io.kiln.api.audit.AuditTrail;
import io.kiln.api.hosts.HostRegistry;
import io.kiln.api.hosts.JoinedHost;
import io.kiln.api.http.BadInputException;
import io.kiln.api.http.JsonBody;
import io.kiln.api.http.LowerCase;
import io.kiln.api.http.Query;
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
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
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
    DOWN;

    /**
     * As a query says it.
     *
     * @throws BadInputException when it is neither
     */
    static Health of(String asked) {
      return switch (asked) {
        case "up" -> UP;
        case "down" -> DOWN;
        default ->
            throw new BadInputException("'status' must be up or down, not '%s'.".formatted(asked));
      };
    }
  }

  /** The hosts that have joined, by name. */
  @Operation(
      operationId = "listHosts",
      parameters = {
        @Parameter(
            in = ParameterIn.QUERY,
            name = "role",
            description = "Only hosts that joined with this role.",
            schema = @Schema(type = "string")),
        @Parameter(
            in = ParameterIn.QUERY,
            name = "status",
            description = "Only hosts whose agents say that they live, or only the others.",
            schema =
                @Schema(
                    type = "string",
                    allowableValues = {"up", "down"}))
      })
  @ApiResponse(
      responseCode = "200",
      description = "A page of hosts.",
      content = @Content(schema = @Schema(implementation = Listed.class)))
  @Paged
  @GetMapping
  ResponseEntity<Object> list(HttpServletRequest request) {
    var paging = new Paging(request, "hosts");
    var query = Query.own(request);
    Optional<String> role = query.text("role");
    Optional<Health> status = query.text("status").map(Health::of);
    String after = paging.after(1, parts -> Optional.of(parts.getFirst())).orElse("");
    Paging.Page<JoinedHost> page =
        paging.page(
            hosts.joined().stream()
                .filter(host -> role.isEmpty() || role.equals(host.role()))
                .filter(host -> status.isEmpty() || status.get() == health(host))
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
    preconditions.hold(request, () -> view(host));
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
      parameters =
          @Parameter(
              in = ParameterIn.HEADER,
              name = "If-Match",
              description =
                  "The tag of the list of hosts as it was read; nothing happens if it has changed.",
              schema = @Schema(type = "string")),
      requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = Join.class))))
  @ApiResponse(
      responseCode = "409",
      description = "An agent at another address is up under that name.")
  @PostMapping
  HostView join(HttpServletRequest request) throws IOException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS); // as the database keeps it
    Join wanted = Join.of(bodies.object(request));
    preconditions.hold(request, () -> list(request).getBody());
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

  private HostView view(JoinedHost host) {
    return new HostView(
        host.name(),
        host.role().orElse(null),
        host.url(),
        host.address(),
        host.runtime(),
        host.engineVersion(),
        health(host),
        host.joinedAt(),
        host.lastSeen());
  }

  private Health health(JoinedHost host) {
    return hosts.isUp(host) ? Health.UP : Health.DOWN;
  }
}
