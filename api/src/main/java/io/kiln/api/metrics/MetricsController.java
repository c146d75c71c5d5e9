package io.kiln.api.metrics;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What Prometheus reads. */
@RestController
public final class MetricsController {

  private final Meters meters;

  /** Shows these figures. */
  public MetricsController(Meters meters) {
    this.meters = meters;
  }

  /** Everything, in the text format. */
  @GetMapping("/metrics")
  public ResponseEntity<String> metrics() {
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, Meters.CONTENT_TYPE)
        .body(meters.scrape());
  }
}
