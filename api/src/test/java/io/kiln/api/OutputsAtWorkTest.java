package io.kiln.api;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

/** Outputs of a stack that waits, more of them than are asked for one by one. */
class OutputsAtWorkTest {

  private static final int MANY = 40;
  private static final JsonMapper JSON = new JsonMapper();
  @RegisterExtension private static final ServerUnderTest server = new ServerUnderTest();

  @Test
  void allThatIsThereIsGivenHoweverMuchItIs() throws Exception {
    String values =
        each(
            """
            "r%1$d": {"type": "OS::Heat::Value", "properties": {"value": "v%1$d"}},\
            """,
            "");
    String all = each("{\"get_attr\": [\"r%d\", \"value\"]}", ",");
    HttpResponse<String> made =
        server.send(
            "POST",
            "/v1/slow/stacks",
            """
            {"stack_name": "waits", "template": {"heat_template_version": "2018-08-31",
             "resources": {%s
               "h": {"type": "AWS::CloudFormation::WaitConditionHandle"},
               "w": {"type": "AWS::CloudFormation::WaitCondition",
                     "depends_on": [%s],
                     "properties": {"Handle": {"get_resource": "h"}, "Timeout": 600}}},
             "outputs": {"all": {"value": [%s, {"get_attr": ["w", "Data"]}]}}}}
            """
                .formatted(values, each("\"r%d\"", ","), all));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    String stack =
        "/v1/slow/stacks/waits/" + JSON.readTree(made.body()).path("stack").path("id").asString();
    String expected = "[" + each("\"v%d\"", ",") + ",null]";
    String seen = "";
    for (int i = 0; i < 500 && !seen.contains(expected); i++) {
      Thread.sleep(20); // it is made by a worker
      seen = server.get(stack + "/outputs/all").body();
    }
    assertThat(seen).contains(expected);
    assertThat(server.get(stack).body()).contains("CREATE_IN_PROGRESS");
  }

  private static String each(String form, String between) {
    return IntStream.range(0, MANY).mapToObj(form::formatted).collect(joining(between));
  }
}
