package io.kiln.api.heat;

import io.kiln.engine.reading.SeenStack;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Sends whoever knows only a stack's name, or only its id, to where it is; for every method, with
 * the rest of the path and the query kept. The client repeats the same method there.
 */
@RestController
final class StackLookupController {

  private static final String ARN =
      "/v1/{project}/stacks/arn:openstack:heat::{tenant}:stacks/{name}/{id:[0-9a-fA-F-]{36}}";

  private final StackReader reader;

  StackLookupController(StackReader reader) {
    this.reader = reader;
  }

  /** The body of a redirect, which clients do not read. */
  record Found(String message, String code, String title) {}

  @RequestMapping({
    "/v1/{project}/stacks/{stack}",
    "/v1/{project}/stacks/{stack}/{tail:resources|events|template|actions|environment|files"
        + "|outputs|snapshots|export|abandon|preview}",
    "/v1/{project}/stacks/{stack}/{tail:resources|events|outputs|snapshots}/{*rest}"
  })
  ResponseEntity<Found> find(
      @PathVariable String project, @PathVariable String stack, HttpServletRequest request) {
    // "", v1, project, stacks, name or id, the rest as it came
    String[] parts = request.getRequestURI().split("/", 6);
    return sent(reader.see(project, stack), parts.length > 5 ? parts[5] : "", project, request);
  }

  /** By its ARN, as Heat's own tools and CloudFormation's name it. */
  @RequestMapping({ARN, ARN + "/{*rest}"})
  ResponseEntity<Found> findByArn(
      @PathVariable String project,
      @PathVariable String name,
      @PathVariable String id,
      HttpServletRequest request) {
    // "", v1, project, stacks, arn, name, id, the rest as it came
    String[] parts = request.getRequestURI().split("/", 8);
    return sent(reader.see(project, name, id), parts.length > 7 ? parts[7] : "", project, request);
  }

  private static ResponseEntity<Found> sent(
      SeenStack found, String rest, String project, HttpServletRequest request) {
    String location =
        Links.of(request, project).stack(found)
            + (rest.isEmpty() ? "" : "/" + rest)
            + (request.getQueryString() == null ? "" : "?" + request.getQueryString());
    return ResponseEntity.status(HttpStatus.FOUND)
        // As it came: what is no URI to us may be one to whoever is sent there.
        .header(HttpHeaders.LOCATION, location)
        .body(new Found("The resource was found at " + location, "302 Found", "Found"));
  }
}
