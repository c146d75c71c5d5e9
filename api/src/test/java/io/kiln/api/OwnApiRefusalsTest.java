package io.kiln.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Kiln's own API says of requests that cannot be meant, and where it says they are wrong. */
class OwnApiRefusalsTest {

  private static final JsonMapper JSON = new JsonMapper();
  @RegisterExtension private static final ServerUnderTest server = new ServerUnderTest();

  @BeforeAll
  static void start() throws Exception {
    server.stack(
        "p",
        "web",
        """
        {"stack_name": "web",
         "files": {"in.yaml": "{heat_template_version: 2018-08-31, resources: {deep: {type: in2.yaml}}}",
                   "in2.yaml": "{heat_template_version: 2018-08-31, resources: {grain: {type: OS::Heat::None}}}"},
         "template": {"heat_template_version": "2018-08-31",
           "resources": {"in": {"type": "in.yaml"}, "top": {"type": "OS::Heat::None"}}}}
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,  /v2/p/search?q=web&q=web,                         q",
    "GET,  /v2/p/search?q=web&limit=1&limit=2,               limit",
    "GET,  /v2/p/search?q=web&cursor=a&cursor=b,             cursor",
    "GET,  /v2/p/stacks?deleted=true&deleted=false,          deleted",
    "GET,  /v2/p/plans?stack=web&stack=web,                  stack",
    "GET,  /v2/p/operations?stack=web&stack=web,             stack",
    "GET,  /v2/p/stacks/web/operations?limit=1&limit=1,      limit",
    "GET,  /v2/p/stacks/web/revisions/1?against=1&against=1, against",
    "GET,  /v2/p/stacks/web/events?after=0&after=0,          after",
    "GET,  /v2/hosts?limit=1&limit=1,                        limit",
    "GET,  /v2/audit?before=5&before=6,                      before",
    "POST, /v2/p/plan?delete=true&delete=true,               delete",
    "POST, /v2/p/plan?existing=true&existing=true,           existing",
    "POST, /v2/p/stacks/web/rollback?dry_run=1&dry_run=1,    dry_run",
  })
  void whatHasOneValueCanBeSaidOnce(String method, String path, String key) throws Exception {
    HttpResponse<String> answer =
        server.send(
            method,
            path,
            method.equals("GET")
                ? ""
                : path.contains("rollback") ? "{}" : "{\"stack_name\": \"web\"}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(detail(answer)).isEqualTo("'%s' is there 2 times; it can be said once.", key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/p/search?q=web&kind=stack&kind=resource",
        "/v2/p/stacks?name=web&name=other&status=complete&status=failed&tag=a&tag=b"
      })
  void whatHasManyValuesIsSaidAsOftenAsThereAre(String path) throws Exception {
    assertThat(server.get(path).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"99999999999", "-99999999999", "501", "0", "many", "1.5", "0x10"})
  void aNumberThatDoesNotFitIsToldItsRange(String limit) throws Exception {
    for (String path : new String[] {"/v2/p/stacks", "/v2/hosts"}) {
      HttpResponse<String> answer = server.get(path + "?limit=" + limit);

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(detail(answer))
          .isEqualTo("'limit' must be a whole number between 1 and 500, not '%s'.", limit);
    }
  }

  @Test
  void heatsApiTakesNumbersAsLargeAsHeatDoes() throws Exception {
    HttpResponse<String> all = server.get("/v1/p/stacks?limit=99999999999");

    assertThat(all.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(all.body()).path("stacks")).isNotEmpty();
    assertThat(server.get("/v1/p/stacks?limit=-99999999999").body()).contains("non-negative");
  }

  @Test
  void aNumberInABodyThatDoesNotFitIsToldItsRangeAndItsPlace() throws Exception {
    JsonNode problem =
        refused("/v2/p/plans", "{\"stack_name\": \"web\", \"expires_in_minutes\": 99999999999}");

    assertThat(problem.path("detail").asString())
        .isEqualTo("'expires_in_minutes' must be between 1 and 43200, not 99999999999.");
    assertThat(finding(problem).path("pointer").asString()).isEqualTo("/expires_in_minutes");
    assertThat(finding(problem).path("code").asString()).isEqualTo("wrong-value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/p/plans", "/v2/p/plan"})
  void aKeyThatNobodyKnowsIsNamedBeforeWhatIsMissing(String path) throws Exception {
    JsonNode problem = refused(path, "{\"stack_name\": \"web\", \"tempalte/\": {}}");

    assertThat(problem.path("detail").asString())
        .startsWith("Unexpected key 'tempalte/'; expected any of: stack_name, template, ");
    assertThat(finding(problem).path("code").asString()).isEqualTo("unknown-key");
    assertThat(finding(problem).path("pointer").asString()).isEqualTo("/tempalte~1");
  }

  @Test
  void heatsApiLetsKeysPassThatItDoesNotKnow() throws Exception {
    HttpResponse<String> answer =
        server.send("POST", "/v1/p/stacks", "{\"stack_name\": \"more\", \"tempalte\": {}}");

    assertThat(answer.body()).contains("No template specified");
  }

  @Test
  void whereABodyIsNoJsonIsTold() throws Exception {
    JsonNode problem = refused("/v2/p/plans", "{\"stack_name\": \"web\",\n  \"files\": }");

    assertThat(problem.path("detail").asString()).startsWith("Malformed JSON at line 2 column 12");
    assertThat(problem.path("diagnostics")).hasSize(1);
    assertThat(finding(problem).path("code").asString()).isEqualTo("malformed-json");
    assertThat(finding(problem).path("line").intValue()).isEqualTo(2);
    assertThat(finding(problem).path("column").intValue()).isEqualTo(12);
    assertThat(finding(problem).path("pointer").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/p/plans?stack=nope", "/v2/p/operations?stack=nope"})
  void listsOfAStackThatThereIsNotAreRefusedAlike(String path) throws Exception {
    HttpResponse<String> answer = server.get(path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(detail(answer)).isEqualTo("The Stack (nope) could not be found.");
  }

  @Test
  void whatWasFoundIsShownWhereItsLinkLeadsWithoutADetour() throws Exception {
    for (String word : new String[] {"top", "deep", "grain"}) {
      JsonNode hits = JSON.readTree(server.get("/v2/p/search?q=" + word).body()).path("hits");

      assertThat(hits).as(word).isNotEmpty();
      for (JsonNode hit : hits) {
        HttpResponse<String> shown = server.get(hit.path("link").asString());
        assertThat(shown.statusCode()).as(hit.path("link").asString()).isEqualTo(200);
      }
    }
  }

  @Test
  void aPlanThatIsStaleSaysWhatToDo() throws Exception {
    String wanted =
        """
        {"stack_name": "late", "template": {"heat_template_version": "2018-08-31"}}
        """;
    HttpResponse<String> kept = server.send("POST", "/v2/p/plans", wanted);
    assertThat(kept.statusCode()).as(kept.body()).isEqualTo(201);
    assertThat(server.send("POST", "/v1/p/stacks", wanted).statusCode()).isEqualTo(201);

    String id = JSON.readTree(kept.body()).path("id").asString();
    HttpResponse<String> stale = server.send("POST", "/v2/p/plans/%s/apply".formatted(id), "");

    assertThat(stale.statusCode()).isEqualTo(409);
    assertThat(detail(stale))
        .startsWith("The plan is stale, and nothing was done: ")
        .endsWith(" Make a new plan, look at it, and carry out that one.");
  }

  private static JsonNode refused(String path, String body) throws Exception {
    HttpResponse<String> answer = server.send("POST", path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    return JSON.readTree(answer.body());
  }

  private static JsonNode finding(JsonNode problem) {
    return problem.path("diagnostics").path(0);
  }

  private static String detail(HttpResponse<String> answer) {
    return JSON.readTree(answer.body()).path("detail").asString();
  }
}
