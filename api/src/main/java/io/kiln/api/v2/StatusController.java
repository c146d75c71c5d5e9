package io.kiln.api.v2;

import io.kiln.api.http.ServerStatus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.function.Supplier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What this server is and what it runs on. */
@RestController
@Tag(name = "server")
final class StatusController {

  private final Supplier<ServerStatus> status;

  StatusController(Supplier<ServerStatus> status) {
    this.status = status;
  }

  /** What this server is, and what it runs on. */
  @Operation(operationId = "showStatus")
  @GetMapping("/v2/status")
  ServerStatus status() {
    return status.get();
  }
}
