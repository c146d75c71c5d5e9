package io.kiln.hooks.agent;

import io.kiln.hooks.protocol.HostStatus;
import io.kiln.hooks.protocol.ProtocolJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the host known to a server and keeps saying that it is there: {@code POST /v2/hosts} again
 * and again. A server that does not answer is asked for ever, ever more seldom.
 */
final class Registration implements AutoCloseable {

  /** The server may take a host for lost after a few of them. */
  static final Duration HEARTBEAT = Duration.ofSeconds(5);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Logger log = LoggerFactory.getLogger(Registration.class);

  private final Agent agent;
  private final URI server;
  private final URI self;
  private final Optional<String> role;
  private final Optional<String> token;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(DEADLINE).build();
  private final Thread thread;

  /**
   * Begins at once.
   *
   * @param token says who asks, to a server that wants to know; never printed
   */
  Registration(Agent agent, URI server, URI self, Optional<String> role, Optional<String> token) {
    this.agent = agent;
    this.server = server;
    this.self = self;
    this.role = role;
    this.token = token;
    this.thread = Thread.ofVirtual().name("registration").start(this::keepRegistered);
  }

  @Override
  public void close() {
    thread.interrupt();
    http.shutdownNow();
  }

  private void keepRegistered() {
    boolean known = false;
    Duration pause = FIRST_PAUSE;
    try {
      while (true) {
        Optional<String> trouble = register();
        if (trouble.isEmpty()) {
          if (!known) {
            log.info("registered host {} with {}", agent.name(), server);
          }
          known = true;
          pause = FIRST_PAUSE;
          Thread.sleep(jittered(HEARTBEAT));
          continue;
        }
        log.warn(
            "cannot register host {} with {}: {}; trying again in about {} ms",
            agent.name(),
            server,
            trouble.get(),
            pause.toMillis());
        known = false;
        Thread.sleep(jittered(pause));
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
      }
    } catch (InterruptedException e) {
      log.debug("host {} is not announced any more", agent.name());
    }
  }

  /** Returns what went wrong, if anything. */
  private Optional<String> register() throws InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(server.resolve("/v2/hosts"))
            .timeout(DEADLINE)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(
                    ProtocolJson.MAPPER.writeValueAsBytes(body())));
    token.ifPresent(text -> builder.header("X-Auth-Token", text));
    try {
      HttpResponse<String> response =
          http.send(builder.build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() / 100 == 2) {
        return Optional.empty();
      }
      String text = response.body().strip();
      return Optional.of(
          "it answered %d %s"
              .formatted(response.statusCode(), text.substring(0, Math.min(300, text.length()))));
    } catch (IOException e) {
      return Optional.of(e.toString());
    }
  }

  private Map<String, Object> body() {
    HostStatus status = agent.status();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", agent.name());
    body.put("url", self.toString());
    role.ifPresent(name -> body.put("role", name));
    body.put("runtime", status.runtime());
    body.put("engine_version", status.engineVersion());
    return body;
  }

  /** Within a fifth around it, so that many hosts do not call in the same moment. */
  private static Duration jittered(Duration pause) {
    long millis = pause.toMillis();
    return Duration.ofMillis(
        millis - millis / 5 + ThreadLocalRandom.current().nextLong(2 * millis / 5 + 1));
  }
}
