package io.kiln.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The judge of answers finds what is wrong with them: each kind of mistake is made once. */
class ContractTest {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Path EXAMPLES = Path.of("src/test/openapi");
  private static final Contract CONTRACT = Contract.shipped();
  private static final String PROBLEM =
      """
      {"type": "about:blank", "title": "Not Found", "status": 404, "detail": "x", "diagnostics": []}
      """;

  @Test
  void whatTheExamplesShowIsWhatIsPromised() throws IOException {
    assertThat(complaints("/v2/hosts/node-1", 200, "application/json", example("showHost.200")))
        .isEmpty();
    assertThat(complaints("/v2/hosts/node-1", 404, "application/problem+json", PROBLEM)).isEmpty();
    assertThat(complaints("/v2/nowhere/at/all", 404, "application/problem+json", PROBLEM))
        .isEmpty();
    assertThat(complaints("/v1/p/stacks", 200, "application/json", "whatever")).isEmpty();
  }

  @Test
  void aPropertyThatIsMissingOrTooManyOrOfAnotherKindIsFound() throws IOException {
    assertThat(host(host -> host.remove("url"))).contains("required property 'url' not found");
    assertThat(host(host -> host.put("colour", "blue"))).contains("'colour' is not defined");
    assertThat(host(host -> host.put("name", 7))).contains("integer found, string expected");
    assertThat(host(host -> host.put("status", "UP"))).contains("enumeration");
    assertThat(host(host -> host.put("last_seen", "yesterday"))).contains("date-time");
    assertThat(host(host -> host.putNull("url"))).contains("null found, string expected");
    assertThat(host(host -> host.putNull("role"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/v2/hosts/node-1, 418, application/json, {}, knows no such status",
    "/v2/hosts/node-1, 200, text/plain, {}, is text/plain",
    "/v2/hosts/node-1, 404, application/json, {}, is application/json",
    "/v2/hosts/node-1, 200, application/json, {, is no JSON",
    "/v2/other, 200, application/json, {}, knows no such route",
    "/v2/other, 404, application/problem+json, {}, required property",
  })
  void anAnswerThatIsNotInTheDocumentIsFound(
      String path, int status, String type, String body, String complaint) {
    assertThat(String.join("\n", complaints(path, status, type, body))).contains(complaint);
  }

  @Test
  void anAnswerWithABodyWhereThereIsNoneIsFound() {
    assertThat(
            String.join(
                "\n",
                CONTRACT.complaints(
                    new Contract.Sent("DELETE", "/v2/hosts/node-1", Optional.empty(), ""),
                    new Contract.Answered(204, Optional.empty(), "gone"))))
        .contains("has a body");
  }

  @Test
  void anEventThatIsNoEventIsFound() throws IOException {
    String good = "id: 3\ndata: %s\n\n".formatted(one(example("streamEvents.200")));
    String bad = "event: settled\ndata: {\"stack\": \"web\"}\n\n";

    assertThat(events(good)).isEmpty();
    assertThat(events(good + bad).getFirst()).contains("required property 'id'");
    assertThat(events(good + "event: other\ndata: {}\n\n").getFirst())
        .contains("no event is called other");
  }

  @Test
  void aRequestThatWasCarriedOutAndIsNotDescribedIsFound() throws IOException {
    String plan = example("plan.200");

    assertThat(requested("delete=true", example("plan.request"), plan)).isEmpty();
    assertThat(requested("remove=true", example("plan.request"), plan).getFirst())
        .contains("knows no 'remove'");
    assertThat(requested("delete=yes", example("plan.request"), plan).getFirst())
        .contains("is boolean in the document");
    assertThat(requested("delete=true", "{\"stack_name\": 7}", plan).getFirst())
        .contains("integer found, string expected");
  }

  @Test
  void everyExampleIsOfSomethingThatIsPromised() throws IOException {
    List<String> promised = CONTRACT.promises();
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".json") && !name.startsWith("problem."))
                  .map(name -> name.replace(".json", "").replace(".request", "").replace('.', ' ')))
          .allMatch(
              name ->
                  promised.stream()
                      .anyMatch(one -> one.equals(name) || one.startsWith(name + " ")));
    }
  }

  @Test
  void everyBodyHasAnExample() {
    List<String> without = new ArrayList<>();
    CONTRACT
        .document()
        .path("paths")
        .forEach(
            item ->
                item.forEach(
                    operation -> {
                      String id = operation.path("operationId").asString();
                      media(operation.path("requestBody"), id + " request", without);
                      for (var answer : operation.path("responses").properties()) {
                        if (answer.getKey().startsWith("2")) {
                          media(answer.getValue(), id + " " + answer.getKey(), without);
                        }
                      }
                    }));
    assertThat(without).as("examples go to %s", EXAMPLES).isEmpty();
  }

  /** A test with a client of its own would be told things that nobody promised. */
  @Test
  void whoeverSpeaksWithV2InATestIsChecked() throws IOException {
    List<String> unchecked = new ArrayList<>();
    for (Path sources : List.of(Path.of("src/test/java"), Path.of("../it/src/test/java"))) {
      try (Stream<Path> files = Files.walk(sources)) {
        for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
          String text = Files.readString(file);
          if (text.contains("\"/v2/")
              && text.contains("HttpClient.new")
              && !text.contains("CheckedClient.of(")) {
            unchecked.add(file.toString());
          }
        }
      }
    }
    assertThat(unchecked).isEmpty();
  }

  /** What has a shape has an example of it. */
  private static void media(JsonNode body, String name, List<String> without) {
    body.path("content")
        .forEach(
            media -> {
              JsonNode schema = media.path("schema");
              if ((schema.has("$ref") || schema.has("oneOf")) && !media.has("example")) {
                without.add(name);
              }
            });
  }

  private static String host(Consumer<ObjectNode> change) throws IOException {
    var host = (ObjectNode) JSON.readTree(example("showHost.200"));
    change.accept(host);
    return String.join(
        "\n", complaints("/v2/hosts/node-1", 200, "application/json", host.toString()));
  }

  private static List<String> events(String stream) {
    return complaints("/v2/p/stacks/web/events", 200, "text/event-stream;charset=UTF-8", stream);
  }

  private static List<String> requested(String query, String body, String answer) {
    return CONTRACT.complaints(
        new Contract.Sent("POST", "/v2/p/plan", Optional.of(query), body),
        new Contract.Answered(200, Optional.of("application/json"), answer));
  }

  private static List<String> complaints(String path, int status, String type, String body) {
    return CONTRACT.complaints(
        new Contract.Sent("GET", path, Optional.empty(), ""),
        new Contract.Answered(status, Optional.of(type), body));
  }

  private static String one(String json) {
    return JSON.readTree(json).toString();
  }

  private static String example(String name) throws IOException {
    return Files.readString(EXAMPLES.resolve(name + ".json"));
  }
}
