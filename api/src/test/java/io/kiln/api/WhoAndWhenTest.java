package io.kiln.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the history of a stack knows of the requests that made it. */
final class WhoAndWhenTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  @RegisterExtension private static final ServerUnderTest server = new ServerUnderTest();

  private static String create(String... headers) throws IOException, InterruptedException {
    String name = "s" + UUID.randomUUID();
    var request =
        HttpRequest.newBuilder(URI.create(server.base() + "/v1/p/stacks"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    """
                    {"stack_name": "%s", "template": {"heat_template_version": "2021-04-16"}}
                    """
                        .formatted(name)));
    if (headers.length > 0) {
      request.headers(headers);
    }
    var answer = server.send(request.build());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return name + " " + answer.headers().firstValue("X-Openstack-Request-Id").orElseThrow();
  }

  private static JsonNode firstRevision(String stack) throws IOException, InterruptedException {
    var answer = server.get("/v2/p/stacks/%s/revisions".formatted(stack.split(" ")[0]));
    return JSON.readTree(answer.body()).path("revisions").path(0);
  }

  @Test
  void aRevisionKnowsWhoAskedForItAndInWhichTrace() throws Exception {
    String stack =
        create("X-Auth-User", "ada", "traceparent", "00-" + TRACE + "-b7ad6b7169203331-01");

    assertThat(firstRevision(stack).path("author").asString()).isEqualTo("ada");
    assertThat(firstRevision(stack).path("trace").asString()).isEqualTo(TRACE);
  }

  @Test
  void aRequestWithoutATraceIsFoundByItsOwnId() throws Exception {
    String stack = create();
    String id = stack.split(" ")[1].replace("req-", "").replace("-", "");

    assertThat(firstRevision(stack).path("author").asString()).isEqualTo("-");
    assertThat(firstRevision(stack).path("trace").asString()).isEqualTo(id);
  }

  @Test
  void aNameThatWouldSpoilATableIsNobodys() throws Exception {
    String stack = create("X-Auth-User", "a\tb", "traceparent", "nonsense");

    assertThat(firstRevision(stack).path("author").asString()).isEqualTo("-");
  }
}
