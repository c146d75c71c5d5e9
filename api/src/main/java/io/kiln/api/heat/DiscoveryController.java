package io.kiln.api.heat;

import io.kiln.api.heat.Links.Link;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a client finds out before it knows a project: the versions spoken, and whether we live. */
@RestController
@Tag(name = "server")
final class DiscoveryController {

  /** The versions spoken here. */
  record Versions(List<Version> versions) {}

  /** One of them. */
  record Version(String id, String status, List<Link> links) {}

  @GetMapping({"/", "/versions"})
  ResponseEntity<Versions> versions(HttpServletRequest request) {
    URI here = URI.create(request.getRequestURL().toString());
    String self = "%s://%s/v1/".formatted(here.getScheme(), here.getRawAuthority());
    return ResponseEntity.status(HttpStatus.MULTIPLE_CHOICES)
        .body(
            new Versions(List.of(new Version("v1.0", "CURRENT", List.of(new Link(self, "self"))))));
  }

  /** Whether this server answers at all; needs no credentials. */
  @Operation(operationId = "checkHealth")
  @ApiResponse(
      responseCode = "200",
      description = "It does.",
      content = @Content(mediaType = "text/plain", schema = @Schema(type = "string")))
  @GetMapping("/healthcheck")
  ResponseEntity<String> healthcheck() {
    return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body("");
  }
}
