package io.kiln.api.v2;

import io.kiln.api.http.ServerStatus;
import java.util.function.Supplier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What this server is and what it runs on. */
@RestController
final class StatusController {

  private final Supplier<ServerStatus> status;

  StatusController(Supplier<ServerStatus> status) {
    this.status = status;
  }

  @GetMapping("/v2/status")
  ServerStatus status() {
    return status.get();
  }
}
