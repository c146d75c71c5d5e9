package io.kiln.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ConcurrentRequestsTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int CLIENTS = 6;
  private static final int ROUNDS = 5;
  @RegisterExtension private static final ServerUnderTest server = new ServerUnderTest();

  @Test
  void noneOfManyPartialUpdatesAtOnceIsLost() throws Exception {
    String parameters =
        String.join(
            ", ",
            IntStream.range(0, CLIENTS)
                .mapToObj("\"p%d\": {\"type\": \"string\", \"default\": \"\"}"::formatted)
                .toList());
    HttpResponse<String> made =
        server.send(
            "POST",
            "/v1/admin/stacks",
            """
            {"stack_name": "raced", "template":
              {"heat_template_version": "2018-08-31", "parameters": {%s}}}
            """
                .formatted(parameters));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    String stack =
        "/v1/admin/stacks/raced/"
            + JSON.readTree(made.body()).path("stack").path("id").stringValue();

    for (int round = 0; round < ROUNDS; round++) {
      String value = "round " + round;
      List<HttpResponse<String>> answers =
          atOnce(
              client ->
                  server.send(
                      "PATCH",
                      stack,
                      "{\"parameters\": {\"p%d\": \"%s\"}}".formatted(client, value)));

      assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(202);
      JsonNode shown = JSON.readTree(server.get(stack).body()).path("stack").path("parameters");
      for (int client = 0; client < CLIENTS; client++) {
        assertThat(shown.path("p" + client).asString()).isEqualTo(value);
      }
    }
  }

  /** What one of the clients does. */
  @FunctionalInterface
  private interface Request {
    HttpResponse<String> send(int client) throws Exception;
  }

  private static List<HttpResponse<String>> atOnce(Request request) throws Exception {
    var start = new CyclicBarrier(CLIENTS);
    List<HttpResponse<String>> answers = new ArrayList<>();
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<HttpResponse<String>>> sent = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        int number = client;
        Callable<HttpResponse<String>> call =
            () -> {
              start.await();
              return request.send(number);
            };
        sent.add(clients.submit(call));
      }
      for (Future<HttpResponse<String>> answer : sent) {
        answers.add(answer.get());
      }
    }
    return answers;
  }
}
