package io.kiln.api.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.api.ServerUnderTest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP has for clients that read, wait and change, besides bodies. */
class MannersTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  @RegisterExtension private static final ServerUnderTest server = new ServerUnderTest();

  @BeforeAll
  static void start() throws Exception {
    assertThat(send("POST", "/v1/p/stacks", stack(1)).statusCode()).isEqualTo(201);
    settled();
    assertThat(send("PUT", "/v1/p/stacks/web/" + id(), stack(2)).statusCode()).isEqualTo(202);
    settled();
  }

  private static String stack(int value) {
    return """
    {"stack_name": "web", "template": {"heat_template_version": "2018-08-31", "resources": {
      "a": {"type": "OS::Heat::Value", "properties": {"value": %d}}}}}
    """
        .formatted(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/p/stacks/web",
        "/v2/p/stacks/web/revisions",
        "/v2/p/stacks/web/revisions/2",
        "/v2/p/stacks/web/drift",
        "/v2/hosts",
        "/v2/status",
        "/v2/openapi.json",
        "/v2/openapi.yaml"
      })
  void whoHasAnAnswerAlreadyIsNotSentItAgain(String path) throws Exception {
    HttpResponse<String> first = send("GET", path, "");
    String tag = tag(first);

    HttpResponse<String> again = send("GET", path, "", "If-None-Match", tag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(tag(again)).isEqualTo(tag);
    assertThat(send("GET", path, "", "If-None-Match", "\"another\", " + tag).statusCode())
        .isEqualTo(304);
    assertThat(send("GET", path, "", "If-None-Match", "\"another\"").body())
        .isEqualTo(first.body());
    HttpResponse<String> head = send("HEAD", path, "");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(tag(head)).isEqualTo(tag);
  }

  @Test
  void aStreamHasNoTagAndIsNotHeldBack() throws Exception {
    HttpResponse<String> stream = send("GET", "/v2/p/stacks/web/events", "");

    assertThat(stream.headers().firstValue("ETag")).isEmpty();
    assertThat(stream.body()).contains("event: settled");
  }

  /** A browser's EventSource takes up again whatever ends, until it is told 204. */
  @Test
  void whoeverHasHeardTheEndOfAStreamIsToldToStopAndWhoeverHasNotHearsIt() throws Exception {
    String path = "/v2/p/stacks/web/events";
    String stream = send("GET", path, "").body();
    List<String> ids =
        Pattern.compile("(?m)^id: (.*)$")
            .matcher(stream)
            .results()
            .map(one -> one.group(1))
            .toList();
    String last = ids.get(ids.size() - 2);
    assertThat(ids).last().isEqualTo(last + "-settled");

    HttpResponse<String> end = send("GET", path, "", "Last-Event-ID", last + "-settled");
    assertThat(end.statusCode()).isEqualTo(204);
    assertThat(end.body()).isEmpty();
    assertThat(send("GET", path, "", "Last-Event-ID", last).body()).contains("event: settled");
    // Something has happened since it settled at the first event.
    assertThat(send("GET", path, "", "Last-Event-ID", "1-settled").body())
        .contains("id: 2\n", "event: settled");
    assertThat(send("GET", path, "", "Last-Event-ID", "settled").statusCode()).isEqualTo(400);
  }

  @Test
  void aChangeOfWhatWasReadHappensOnlyIfItIsStillSo() throws Exception {
    String read = tag(send("GET", "/v2/p/stacks/web", ""));
    String rollback = "/v2/p/stacks/web/rollback";

    HttpResponse<String> other = send("POST", rollback, "{\"to\": 1}", "If-Match", "\"other\"");
    assertThat(other.statusCode()).isEqualTo(412);
    assertThat(other.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(other.body())
        .contains("\"title\":\"Precondition Failed\"")
        .contains("read it again");
    assertThat(send("POST", rollback, "{}", "If-Match", "W/" + read).statusCode()).isEqualTo(412);
    assertThat(tag(send("GET", "/v2/p/stacks/web", ""))).isEqualTo(read);

    assertThat(send("POST", rollback, "{\"to\": 1}", "If-Match", read).statusCode()).isEqualTo(202);
    settled();
    assertThat(send("POST", rollback, "{\"to\": 1}", "If-Match", read).statusCode()).isEqualTo(412);
    assertThat(
            send("POST", rollback + "?dry_run=true", "{\"to\": 2}", "If-Match", "*").statusCode())
        .isEqualTo(200);
  }

  @Test
  void aHostIsForgottenOnlyAsItWasRead() throws Exception {
    String host = "{\"name\": \"n1\", \"url\": \"http://127.0.0.1:7001\", \"runtime\": \"docker\"}";
    send("POST", "/v2/hosts", host);
    String read = tag(send("GET", "/v2/hosts/n1", ""));

    assertThat(send("DELETE", "/v2/hosts/n1", "", "If-Match", "\"other\"").statusCode())
        .isEqualTo(412);
    // It is up, which is another reason.
    assertThat(send("DELETE", "/v2/hosts/n1", "", "If-Match", read).statusCode()).isEqualTo(409);
  }

  @Test
  void aHostJoinsOnlyTheHostsThatWereRead() throws Exception {
    String host = "{\"name\": \"n2\", \"url\": \"http://127.0.0.1:7002\", \"runtime\": \"docker\"}";

    assertThat(send("POST", "/v2/hosts", host, "If-Match", "nonsense").statusCode()).isEqualTo(412);
    assertThat(send("GET", "/v2/hosts/n2", "").statusCode()).isEqualTo(404);
    String read = tag(send("GET", "/v2/hosts", ""));
    assertThat(send("POST", "/v2/hosts", host, "If-Match", read).statusCode()).isEqualTo(200);
    assertThat(send("POST", "/v2/hosts", host, "If-Match", read).statusCode()).isEqualTo(412);
  }

  @Test
  void aPlanIsMadeCarriedOutAndForgottenOnlyAsWhatWasRead() throws Exception {
    String plans = "/v2/p/plans";
    String before = send("GET", plans, "").body();
    assertThat(send("POST", plans, other(), "If-Match", "\"nonsense\"").statusCode())
        .isEqualTo(412);
    assertThat(send("GET", plans, "").body()).isEqualTo(before);
    String read = tag(send("GET", plans, ""));
    HttpResponse<String> made = send("POST", plans, other(), "If-Match", read);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);

    String plan = made.headers().firstValue("Location").orElseThrow();
    HttpResponse<String> ready = send("GET", plan, "");
    for (String tag : List.of("\"nonsense\"", "nonsense", "W/" + tag(ready))) {
      assertThat(send("POST", plan + "/apply", "", "If-Match", tag).statusCode()).isEqualTo(412);
      assertThat(send("DELETE", plan, "", "If-Match", tag).statusCode()).isEqualTo(412);
    }
    assertThat(send("GET", plan, "").body()).isEqualTo(ready.body()).contains("\"ready\"");

    assertThat(send("POST", plan + "/apply", "", "If-Match", tag(ready)).statusCode())
        .isEqualTo(202);
    assertThat(send("POST", plan + "/apply", "", "If-Match", tag(ready)).statusCode())
        .as("it is another: it was carried out")
        .isEqualTo(412);
    assertThat(send("POST", plan + "/apply", "", "If-Match", "*").statusCode()).isEqualTo(202);
    assertThat(send("DELETE", plan, "", "If-Match", tag(ready)).statusCode()).isEqualTo(412);
    String applied = tag(send("GET", plan, ""));
    assertThat(send("DELETE", plan, "", "If-Match", applied).statusCode()).isEqualTo(204);
  }

  private static String other() {
    return stack(1).replace("web", "other");
  }

  @Test
  void anOperationIsGivenUpOnlyAsItWasRead() throws Exception {
    String sleeper =
        """
        {"stack_name": "sleeper", "template": {"heat_template_version": "2018-08-31", "resources": {
          "a": {"type": "OS::Heat::TestResource", "properties": {"wait_secs": 600}}}}}
        """;
    assertThat(send("POST", "/v1/p/stacks", sleeper).statusCode()).isEqualTo(201);
    String operation = "/v2/p/operations/" + named(latest("sleeper"), "id").getFirst();
    String cancel = operation + "/cancel";

    assertThat(send("POST", cancel, "{}", "If-Match", "\"nonsense\"").statusCode()).isEqualTo(412);
    assertThat(send("GET", operation, "").body()).contains("\"running\"");
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    int given = 412; // each step makes it another
    while (given == 412 && System.nanoTime() < deadline) {
      given = send("POST", cancel, "{}", "If-Match", tag(send("GET", operation, ""))).statusCode();
    }
    assertThat(given).isEqualTo(202);
  }

  private static String latest(String stack) throws Exception {
    return send("GET", "/v2/p/stacks/%s/operations?limit=1".formatted(stack), "").body();
  }

  @Test
  void aLookForDriftBeginsOnlyIfTheLastOneFoundWhatWasRead() throws Exception {
    String drift = "/v2/p/stacks/web/drift";
    HttpResponse<String> read = send("GET", drift, "");

    assertThat(send("POST", drift, "", "If-Match", "\"nonsense\"").statusCode()).isEqualTo(412);
    String stack = tag(send("GET", "/v2/p/stacks/web", ""));
    assertThat(send("POST", drift, "", "If-Match", stack).statusCode())
        .as("it is the look that is addressed, and a look changes no stack")
        .isEqualTo(412);
    assertThat(send("GET", drift, "").body()).isEqualTo(read.body());
    assertThat(send("POST", drift, "", "If-Match", tag(read)).statusCode()).isEqualTo(202);
  }

  @Test
  void aListGoesOnWhereItsLinkSays() throws Exception {
    for (int i = 1; i <= 5; i++) {
      String host =
          """
          {"name": "page-%d", "url": "http://127.0.0.1:700%d", "runtime": "docker"}
          """
              .formatted(i, i);
      assertThat(send("POST", "/v2/hosts", host).statusCode()).isEqualTo(200);
    }
    List<String> all = named(send("GET", "/v2/hosts", "").body(), "name");
    assertThat(all).hasSizeGreaterThanOrEqualTo(5);
    assertThat(inPages("/v2/hosts?limit=2", "name")).isEqualTo(all);

    String revisions = "/v2/p/stacks/web/revisions";
    List<String> numbers = named(send("GET", revisions, "").body(), "revision");
    assertThat(numbers).hasSizeGreaterThanOrEqualTo(2);
    assertThat(inPages(revisions + "?limit=1", "revision")).isEqualTo(numbers);
  }

  /** Follows links to the end. */
  private static List<String> inPages(String first, String key) throws Exception {
    List<String> found = new ArrayList<>();
    Optional<String> next = Optional.of(first);
    while (next.isPresent()) {
      HttpResponse<String> page = send("GET", next.orElseThrow(), "");
      assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
      found.addAll(named(page.body(), key));
      next =
          page.headers()
              .firstValue("Link")
              .map(link -> link.replaceFirst("^<(.*)>; rel=\"next\"$", "$1"));
    }
    return found;
  }

  private static List<String> named(String body, String key) {
    return Pattern.compile("\"%s\":\"?([^,\"]+)".formatted(key))
        .matcher(body)
        .results()
        .map(one -> one.group(1))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "aG9zdHM6", "%00", "cmV2aXNpb25zOng"})
  void aCursorOfNobodysIsRefused(String cursor) throws Exception {
    HttpResponse<String> answer =
        send("GET", "/v2/p/stacks/web/revisions?limit=1&cursor=" + cursor, "");

    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @Test
  void aBodyThatIsTooLargeIsSaidToBe() throws Exception {
    HttpResponse<String> answer = send("POST", "/v2/p/plan", " ".repeat(100_000));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("\"status\":413");
  }

  @Test
  void aRequestHasANameOfOursAndKeepsItsSenders() throws Exception {
    for (String path : List.of("/v2/status", "/v2/nowhere", "/v1/p/stacks")) {
      HttpResponse<String> answer = send("GET", path, "", "X-Request-Id", "build-17/step.3");

      assertThat(answer.headers().firstValue("X-Openstack-Request-Id").orElse(""))
          .matches("req-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
      assertThat(answer.headers().firstValue("X-Request-Id")).contains("build-17/step.3");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "<script>", "\"x\"", ""})
  void aNameThatIsNoneIsNotSaidBack(String name) throws Exception {
    assertThat(
            send("GET", "/v2/status", "", "X-Request-Id", name)
                .headers()
                .firstValue("X-Request-Id"))
        .isEmpty();
  }

  private static void settled() throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (send("GET", "/v2/p/stacks/web", "").body().contains("IN_PROGRESS")) {
      assertThat(System.nanoTime()).as("the stack settles").isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  private static String id() throws Exception {
    return send("GET", "/v2/p/stacks/web", "")
        .body()
        .replaceFirst("(?s).*\"id\":\"([^\"]+).*", "$1");
  }

  private static String tag(HttpResponse<String> answer) {
    return answer.headers().firstValue("ETag").orElseThrow();
  }

  private static HttpResponse<String> send(
      String method, String path, String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.base() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return server.send(request.build());
  }
}
