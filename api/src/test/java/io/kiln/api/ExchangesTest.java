package io.kiln.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Replays {@code src/test/exchanges}: what Heat's clients send, and what they have to be told. */
class ExchangesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final JsonMapper JSON = new JsonMapper();
  @RegisterExtension private static final ServerUnderTest server = new ServerUnderTest();

  @TestFactory
  Stream<DynamicTest> everyRecordedExchangeIsAnsweredAsExpected() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/exchanges"))) {
      return files.sorted().toList().stream()
          .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> replay(file)));
    }
  }

  /** Each file has a project of its own, so that it finds no other's stacks. */
  private static void replay(Path file) throws IOException, InterruptedException {
    String project = file.getFileName().toString().replaceFirst("\\.http$", "");
    String base = server.base() + "/v1/" + project;
    var expectation = new Expectation(Map.of("base", base, "project", project));
    for (Exchange exchange : Exchange.read(file)) {
      assertThat(difference(exchange, expectation, project))
          .as("%s: %s", file.getFileName(), exchange.title())
          .isEmpty();
    }
  }

  private static Optional<String> difference(
      Exchange exchange, Expectation expectation, String project)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Expectation trial = expectation.copy();
      Optional<String> difference = once(exchange, trial, project);
      if (difference.isEmpty()) {
        expectation.learn(trial);
        return difference;
      }
      if (!exchange.await() || System.nanoTime() > deadline) {
        return difference;
      }
      Thread.sleep(POLL);
    }
  }

  private static Optional<String> once(Exchange exchange, Expectation expectation, String project)
      throws IOException, InterruptedException {
    String path = expectation.filledIn(exchange.path());
    HttpResponse<String> answer =
        server.send(
            exchange.method(),
            path.startsWith("/v1/") || path.startsWith("/v2/") || path.equals("/versions")
                ? path
                : "/v1/" + project + path,
            expectation.filledIn(exchange.body()));
    if (answer.statusCode() != exchange.status()) {
      return Optional.of(
          "expected %d, was %d %s"
              .formatted(exchange.status(), answer.statusCode(), answer.body()));
    }
    for (Map.Entry<String, String> header : exchange.headers().entrySet()) {
      Optional<String> difference =
          expectation.text(
              header.getValue(),
              answer.headers().firstValue(header.getKey()).orElse("(none)"),
              header.getKey());
      if (difference.isPresent()) {
        return difference;
      }
    }
    return exchange.answer().isEmpty() ? Optional.empty() : body(exchange, answer, expectation);
  }

  private static Optional<String> body(
      Exchange exchange, HttpResponse<String> answer, Expectation expectation) {
    try {
      return expectation.difference(
          JSON.readTree(exchange.answer()), JSON.readTree(answer.body()), "answer");
    } catch (JacksonException e) {
      return expectation.text(exchange.answer(), answer.body().strip(), "answer");
    }
  }
}
