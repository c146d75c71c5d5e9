package io.kiln.api.metrics;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What Prometheus reads. */
@RestController
@Tag(name = "server")
public final class MetricsController {

  private final Meters meters;

  /** Shows these figures. */
  public MetricsController(Meters meters) {
    this.meters = meters;
  }

  /** The figures of this server, in Prometheus' text format. */
  @Operation(operationId = "showMetrics")
  @ApiResponse(
      responseCode = "200",
      description = "A line for each figure.",
      content = @Content(mediaType = "text/plain", schema = @Schema(type = "string")))
  @GetMapping("/metrics")
  public ResponseEntity<String> metrics() {
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, Meters.CONTENT_TYPE)
        .body(meters.scrape());
  }
}
