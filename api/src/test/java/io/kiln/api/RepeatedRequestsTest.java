package io.kiln.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The header Idempotency-Key: a request that is sent again is answered, and not done again. */
class RepeatedRequestsTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String BODY =
      """
      {"stack_name": "%s", "template": {"heat_template_version": "2018-08-31",
        "resources": {"a": {"type": "OS::Heat::Value", "properties": {"value": 1}}}}}
      """;

  @RegisterExtension private static final ServerUnderTest server = new ServerUnderTest();

  private static HttpResponse<String> post(String path, String key, String user, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.base() + path))
            .header("Content-Type", "application/json")
            .header("X-Auth-User", user)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!key.isEmpty()) {
      request.header("Idempotency-Key", key);
    }
    return server.send(request.build());
  }

  private static HttpResponse<String> plan(String project, String key, String user, String name)
      throws IOException, InterruptedException {
    return post("/v2/" + project + "/plans", key, user, BODY.formatted(name));
  }

  private static String id(HttpResponse<String> answer) {
    return JSON.readTree(answer.body()).path("id").asString();
  }

  private static JsonNode plans(String project) throws IOException, InterruptedException {
    return JSON.readTree(server.get("/v2/" + project + "/plans").body()).path("plans");
  }

  @Test
  void theSameKeyAndBodyGetTheSameAnswerAndNothingIsDoneAgain() throws Exception {
    HttpResponse<String> first = plan("same", "\"k-1\"", "ada", "web");
    HttpResponse<String> second = plan("same", "\"k-1\"", "ada", "web");

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(second.body()).isEqualTo(first.body());
    for (String header : List.of("Location", "Content-Type")) {
      assertThat(second.headers().firstValue(header))
          .isEqualTo(first.headers().firstValue(header))
          .isPresent();
    }
    assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
    assertThat(plans("same")).hasSize(1);
    assertThat(plan("same", "k-1", "ada", "web").body())
        .as("without quotes")
        .isEqualTo(first.body());
  }

  @Test
  void anotherBodyOrPathUnderAKeyIsRefused() throws Exception {
    HttpResponse<String> first = plan("other", "k", "ada", "web");
    HttpResponse<String> second = plan("other", "k", "ada", "db");

    assertThat(second.statusCode()).isEqualTo(422);
    assertThat(second.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(post("/v2/other/plans/" + id(first) + "/apply", "k", "ada", "").statusCode())
        .isEqualTo(422);
    assertThat(plans("other")).hasSize(1);
  }

  @Test
  void aKeyIsItsProjectsAndItsCallersOwn() throws Exception {
    Set<String> ids = new HashSet<>();
    for (String project : List.of("one", "two")) {
      for (String user : List.of("ada", "bob")) {
        ids.add(id(plan(project, "k", user, "web")));
      }
    }
    assertThat(ids).hasSize(4);
  }

  @Test
  void aRefusalIsAnAnswerToo() throws Exception {
    HttpResponse<String> first = post("/v2/refused/plans", "k", "ada", "{\"stack_name\": \"web\"}");
    HttpResponse<String> second =
        post("/v2/refused/plans", "k", "ada", "{\"stack_name\": \"web\"}");

    assertThat(first.statusCode()).isEqualTo(400);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
  }

  @Test
  void aKeyThatIsNoneIsRefused() throws Exception {
    for (String key : List.of("a b", "x".repeat(256), "\"\"")) {
      HttpResponse<String> answer = plan("none", key, "ada", "web");
      assertThat(answer.statusCode()).as(key).isEqualTo(400);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }
    HttpRequest twice =
        HttpRequest.newBuilder(URI.create(server.base() + "/v2/none/plans"))
            .header("Idempotency-Key", "a")
            .header("Idempotency-Key", "b")
            .POST(HttpRequest.BodyPublishers.ofString(BODY.formatted("web")))
            .build();
    assertThat(server.send(twice).statusCode()).isEqualTo(400);
    assertThat(plans("none")).isEmpty();
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedAsWithoutAKey() throws Exception {
    String large = BODY.formatted("x".repeat(100_000));

    HttpResponse<String> without = post("/v2/large/plans", "", "ada", large);
    HttpResponse<String> with = post("/v2/large/plans", "k", "ada", large);

    assertThat(with.statusCode()).isEqualTo(without.statusCode()).isBetween(400, 413);
    assertThat(with.body()).isEqualTo(without.body());
  }

  @Test
  void ofManyAtOnceOneDoesItAndTheOthersWaitOrHearOfIt() throws Exception {
    String id = id(plan("many", "", "ada", "web"));
    Callable<HttpResponse<String>> apply =
        () -> post("/v2/many/plans/" + id + "/apply", "k", "ada", "");
    Set<String> locations = new HashSet<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<HttpResponse<String>> one :
          threads.invokeAll(Stream.generate(() -> apply).limit(12).toList())) {
        HttpResponse<String> answer = one.get();
        if (answer.statusCode() == 409) {
          assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        } else {
          assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
          locations.add(answer.headers().firstValue("Location").orElse(""));
        }
      }
    }
    assertThat(locations).hasSize(1);
    assertThat(JSON.readTree(server.get("/v2/many/operations").body()).path("operations"))
        .hasSize(1);
  }

  @Test
  void ofManyWhoApplyAPlanWithoutAKeyAllHearOfOneOperation() throws Exception {
    String id = id(plan("race", "", "ada", "web"));
    Callable<HttpResponse<String>> apply =
        () -> post("/v2/race/plans/" + id + "/apply", "", "ada", "");
    Set<String> locations = new HashSet<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<HttpResponse<String>> one :
          threads.invokeAll(Stream.generate(() -> apply).limit(12).toList())) {
        assertThat(one.get().statusCode()).as(one.get().body()).isEqualTo(202);
        locations.add(one.get().headers().firstValue("Location").orElse(""));
      }
    }
    assertThat(locations).hasSize(1);
  }

  @Test
  void anotherProjectsPlansAndOperationsAreAsUnknownOnes() throws Exception {
    String plan = id(plan("mine", "", "ada", "web"));
    String operation = id(post("/v2/mine/plans/" + plan + "/apply", "", "ada", ""));
    String nobody = "00000000-0000-4000-8000-000000000000";
    for (String path :
        List.of("/plans/%s", "/operations/%s", "/plans?stack=%s", "/operations?stack=%s")) {
      String known = path.contains("operations/") ? operation : plan;
      HttpResponse<String> foreign = server.get("/v2/yours" + path.formatted(known));
      HttpResponse<String> unknown =
          server.get(
              "/v2/yours" + path.formatted(path.contains("operations/") ? nobody + "-1" : nobody));
      assertThat(foreign.statusCode() + foreign.body().replace(known, "ID"))
          .isEqualTo(
              unknown.statusCode()
                  + unknown.body().replace(nobody + "-1", "ID").replace(nobody, "ID"));
    }
    assertThat(post("/v2/yours/plans/" + plan + "/apply", "", "ada", "").statusCode())
        .isEqualTo(404);
    assertThat(post("/v2/yours/operations/" + operation + "/cancel", "", "ada", "{}").statusCode())
        .isEqualTo(404);
    assertThat(server.send("DELETE", "/v2/yours/plans/" + plan, "").statusCode()).isEqualTo(404);
    assertThat(server.get("/v2/mine/plans/" + plan).statusCode()).isEqualTo(200);
  }

  @Test
  void whatRunsIsCancelledOnce() throws Exception {
    String body =
        """
        {"stack_name": "slow", "template": {"heat_template_version": "2018-08-31",
          "resources": {"a": {"type": "OS::Heat::TestResource", "properties": {"wait_secs": 600}}}}}
        """;
    String plan = id(post("/v2/slow/plans", "", "ada", body));
    String operation = id(post("/v2/slow/plans/" + plan + "/apply", "", "ada", ""));
    String path = "/v2/slow/operations/" + operation;
    JsonNode running = await(path, "a");
    assertThat(running.path("state").asString()).isEqualTo("running");
    assertThat(running.path("progress").path("total").asInt()).isEqualTo(1);

    HttpResponse<String> back = post(path + "/cancel", "", "ada", "{\"rollback\": true}");
    assertThat(back.statusCode()).as("a create has nothing to go back to").isEqualTo(409);
    assertThat(post(path + "/cancel", "", "ada", "{\"rollback\": 7}").statusCode()).isEqualTo(400);
    assertThat(post(path + "/cancel", "", "ada", "{}").statusCode()).isEqualTo(202);
    JsonNode ended = await(path, "cancelled");
    assertThat(ended.path("state").asString()).isEqualTo("cancelled");
    assertThat(post(path + "/cancel", "", "ada", "{}").statusCode()).isEqualTo(409);
  }

  /** Until it is in this state, or waits for this resource. */
  private static JsonNode await(String path, String what) throws IOException, InterruptedException {
    JsonNode seen = JSON.nullNode();
    for (int i = 0; i < 500; i++) {
      seen = JSON.readTree(server.get(path).body());
      String waits = seen.path("progress").path("waits_for").path(0).path("resource").asString("");
      if (seen.path("state").asString().equals(what) || waits.equals(what)) {
        return seen;
      }
      Thread.sleep(20);
    }
    return seen;
  }
}
