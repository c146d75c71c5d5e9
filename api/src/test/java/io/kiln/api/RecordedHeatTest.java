package io.kiln.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks Kiln everything that a real Heat was asked, in the same order, and compares status, keys and
 * types. {@code docs/heat-exchanges.md} is the list of what was compared, and of every difference.
 */
class RecordedHeatTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Path RECORDING = Path.of("src/test/wire/heat-19.md");
  private static final Path TABLE = Path.of("../docs/heat-exchanges.md");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String PROJECT = "/v1/admin";
  @RegisterExtension private static final ServerUnderTest server = new ServerUnderTest();

  private final Map<String, String> ids = new HashMap<>();
  private final Map<String, String> replies = new HashMap<>();
  private boolean held;

  @Test
  void everyRecordedExchangeIsAnsweredWithTheSameStatusKeysAndTypesButForWhatTheTableSays()
      throws Exception {
    List<Recording.Exchange> recorded = Recording.read(RECORDING);
    assertThat(recorded).hasSizeGreaterThan(120);
    List<String> lines = new ArrayList<>();
    int alike = 0;
    for (Recording.Exchange exchange : recorded) {
      List<String> differences = differences(exchange);
      alike += differences.isEmpty() ? 1 : 0;
      lines.add(
          "| `%s` | `%s %s` | %d | %s |"
              .formatted(
                  exchange.command(),
                  exchange.method(),
                  exchange.path(),
                  exchange.status(),
                  differences.isEmpty() ? "alike" : String.join("; ", differences)));
    }
    String table =
        """
        # What Heat was asked, asked of Kiln

        Every exchange of a recorded session of the stock client with Heat 19, in its order, asked of Kiln by `RecordedHeatTest`: of %d,
        %d have the same status, the same keys and the same types; of the others the last column says all that differs.
        What a client asks outside of its commands (wrong bodies, methods, versions) is asked by `BadInputTest`.

        | Command | Request | Heat's status | Kiln |
        |---|---|---|---|
        %s
        """
            .formatted(recorded.size(), alike, String.join("\n", lines));
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(TABLE, table);
    }
    assertThat(table).isEqualTo(Files.readString(TABLE));
  }

  private List<String> differences(Recording.Exchange exchange) throws Exception {
    if (exchange.method().equals("DELETE")) {
      server.itself().hold(); // Heat was still at it when the client looked.
      held = true;
    }
    HttpResponse<String> answer =
        server.send(
            exchange.method(),
            PROJECT + here(exchange.path()),
            exchange.request().map(this::here).orElse(""));
    List<String> differences = new ArrayList<>();
    if (answer.statusCode() != exchange.status()) {
      differences.add("answers %d".formatted(answer.statusCode()));
    }
    exchange
        .location()
        .map(this::here)
        .filter(to -> !answer.headers().firstValue("Location").orElse("").equals(to))
        .filter(_ -> exchange.status() != 201)
        .ifPresent(_ -> differences.add("leads elsewhere"));
    remember(exchange, answer.body());
    if (differences.isEmpty()) {
      reply(exchange).ifPresent(text -> differences.addAll(compared(text, exchange, answer)));
    }
    if (held && exchange.method().equals("GET") && exchange.status() == 200) {
      server.itself().release();
      held = false;
      settle();
    } else if (!held && !exchange.method().equals("GET") && answer.statusCode() < 300) {
      settle();
    }
    return differences;
  }

  /** What was recorded, now or of a request like it before. */
  private Optional<String> reply(Recording.Exchange exchange) {
    String kind =
        exchange.method()
            + exchange.path().replaceAll("\\?.*", "").replaceFirst("^/stacks/[^/]+/ID", "/s");
    exchange
        .reply()
        .filter(_ -> exchange.status() < 300)
        .ifPresent(text -> replies.put(kind, text));
    return exchange.again() ? Optional.ofNullable(replies.get(kind)) : exchange.reply();
  }

  private static List<String> compared(
      String recorded, Recording.Exchange exchange, HttpResponse<String> answer) {
    JsonNode actual = answer.body().isBlank() ? JSON.nullNode() : JSON.readTree(answer.body());
    return new Shape(exchange.cut() || exchange.again())
        .differences(JSON.readTree(recorded), actual).stream()
            .map(text -> "`" + text.replaceFirst("^\\.", "") + "`")
            .distinct()
            .toList();
  }

  /** With the ids of this server in place of the recorded ones. */
  private String here(String text) {
    String filled =
        text.replace("http://HOST" + PROJECT, server.base() + PROJECT)
            .replace("<event id>", ids.getOrDefault("event", "none"))
            .replaceAll("<uuid\\d+>", ids.getOrDefault("event", "none"));
    return ids.containsKey("stack") ? filled.replaceAll("\\bID\\b", ids.get("stack")) : filled;
  }

  private void remember(Recording.Exchange exchange, String body) {
    if (exchange.status() == 201) {
      ids.put("stack", JSON.readTree(body).path("stack").path("id").asString());
    }
    JsonNode events = body.startsWith("{") ? JSON.readTree(body).path("events") : JSON.nullNode();
    if (!events.isEmpty()) {
      // Not the last: here everything has happened before anybody asks for what came after it.
      ids.put("event", events.get(Math.max(0, events.size() - 2)).path("id").asString());
    }
  }

  /** As the client waits, although it asks less often. */
  private void settle() throws IOException, InterruptedException {
    if (!ids.containsKey("stack")) {
      return;
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    String path = PROJECT + "/stacks/demo/" + ids.get("stack");
    while (System.nanoTime() < end
        && server.get(path).body().contains("IN_PROGRESS\",\"stack_status_reason")) {
      Thread.sleep(20);
    }
  }
}
