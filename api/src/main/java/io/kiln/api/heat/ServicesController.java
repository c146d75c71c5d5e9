package io.kiln.api.heat;

import io.kiln.api.http.ServerStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The engines there are and the build they are of. */
@RestController
final class ServicesController {

  private final Supplier<ServerStatus> status;
  private final InstantSource clock;

  ServicesController(Supplier<ServerStatus> status, InstantSource clock) {
    this.status = status;
    this.clock = clock;
  }

  /** Where a part was built from. */
  record Build(Part api, Part engine) {}

  /** One part. */
  record Part(String revision) {}

  /** The engines. */
  record Services(List<Service> services) {}

  /** One engine. */
  record Service(
      String id,
      String binary,
      String engineId,
      String host,
      String hostname,
      String topic,
      int reportInterval,
      String createdAt,
      String updatedAt,
      @Nullable String deletedAt,
      String status) {}

  @GetMapping("/v1/{project}/build_info")
  Build build() {
    var part = new Part(status.get().version());
    return new Build(part, part);
  }

  /** The worker in this process, when it has one. */
  @GetMapping("/v1/{project}/services")
  Services services() {
    ServerStatus server = status.get();
    if (!server.worker()) {
      return new Services(List.of());
    }
    String host = server.address().replaceFirst("^https?://", "").replaceFirst(":\\d+$", "");
    return new Services(
        List.of(
            new Service(
                server.process().toString(),
                "kiln-worker",
                server.process().toString(),
                host,
                host,
                "engine",
                60,
                time(server.startedAt()),
                time(clock.instant()),
                null,
                "up")));
  }

  /** Heat leaves out the zone here and gives six digits. */
  private static String time(Instant instant) {
    return java.time.format.DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS")
        .format(instant.atOffset(java.time.ZoneOffset.UTC));
  }
}
