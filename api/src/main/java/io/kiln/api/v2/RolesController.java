package io.kiln.api.v2;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.kiln.api.hosts.HostRegistry;
import io.kiln.api.hosts.JoinedHost;
import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The roles that hosts joined with, which is what templates choose hosts by. A role is there as
 * long as a host of it is known; it is nothing that is made or deleted.
 */
@RestController
@Tag(name = "hosts")
@RequestMapping("/v2/roles")
final class RolesController {

  private final HostRegistry hosts;

  RolesController(HostRegistry hosts) {
    this.hosts = hosts;
  }

  /**
   * A page of roles, by name.
   *
   * @param next the cursor of the next page; null for the last
   */
  @Schema(name = "Roles")
  record Listed(List<RoleView> roles, @Nullable String next) {}

  /**
   * A role.
   *
   * @param hosts how many hosts joined with it
   * @param up how many of them have agents that say that they live
   */
  @Schema(name = "Role")
  record RoleView(String name, int hosts, int up) {}

  /** The roles that hosts joined with, by name; which hosts they are says the list of hosts. */
  @Operation(operationId = "listRoles")
  @ApiResponse(
      responseCode = "200",
      description = "A page of roles.",
      content = @Content(schema = @Schema(implementation = Listed.class)))
  @Paged
  @GetMapping
  ResponseEntity<Object> list(HttpServletRequest request) {
    var paging = new Paging(request, "roles");
    String after = paging.after(1, parts -> Optional.of(parts.getFirst())).orElse("");
    Paging.Page<RoleView> page =
        paging.page(
            byName().tailMap(after, false).entrySet().stream()
                .limit(paging.asked())
                .map(role -> view(role.getKey(), role.getValue()))
                .toList(),
            role -> List.of(role.name()));
    return paging.answer(page, new Listed(page.items(), page.next().orElse(null)));
  }

  /**
   * One role.
   *
   * @param role as hosts joined with it
   */
  @Operation(operationId = "showRole")
  @GetMapping("/{role}")
  RoleView show(@PathVariable String role) {
    return Optional.ofNullable(byName().get(role))
        .map(members -> view(role, members))
        .orElseThrow(
            () ->
                new RefusedException(
                    Refusal.of(
                        404,
                        "EntityNotFound",
                        "No host has joined with the role %s.".formatted(role))));
  }

  private NavigableMap<String, List<JoinedHost>> byName() {
    return hosts.joined().stream()
        .filter(host -> host.role().isPresent())
        .collect(groupingBy(host -> host.role().orElseThrow(), TreeMap::new, toList()));
  }

  private RoleView view(String name, List<JoinedHost> members) {
    int up = Math.toIntExact(members.stream().filter(hosts::isUp).count());
    return new RoleView(name, members.size(), up);
  }
}
