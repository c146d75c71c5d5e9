package io.kiln.api.cfn;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A stack's policy holds for updates by whichever API. */
class PolicyEverywhereTest extends CfnUnderTest {

  private static final JsonMapper JSON = new JsonMapper();

  private static final String POLICY =
      """
      {"Statement": [
        {"Effect": "Allow", "Action": "Update:*", "Principal": "*", "Resource": "*"},
        {"Effect": "Deny", "Action": ["Update:Modify", "Update:Delete"], "Principal": "*",
         "Resource": "LogicalResourceId/Thing"}]}
      """;

  private static final String DENIED =
      "Action denied by stack policy: Statement [#2] denies for resource"
          + " [LogicalResourceId/Thing] with action [Update:Modify]";

  private static HttpResponse<String> json(String method, String path, String body)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(server.base() + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Makes a stack with the policy; gives its path in Heat's API. */
  private static String ruled(String name) throws Exception {
    String arn = create(name, "TemplateBody", TEMPLATE, "StackPolicyBody", POLICY);
    return "/v1/admin/stacks/%s/%s".formatted(name, arn.substring(arn.lastIndexOf('/') + 1));
  }

  private static void assertDenied(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    assertThat(answer.body()).contains(DENIED).contains("SetStackPolicy");
  }

  @Test
  void anUpdateByHeatsApiIsDeniedWithTheStatementThatDoes() throws Exception {
    String path = ruled("heat-ruled");
    String whole =
        JSON.writeValueAsString(
            java.util.Map.of("template", TEMPLATE, "parameters", java.util.Map.of("Text", "two")));

    assertDenied(json("PATCH", path, "{\"parameters\": {\"Text\": \"two\"}}"));
    assertDenied(json("PUT", path, whole));
    JsonNode untouched = JSON.readTree(json("GET", path, "").body()).path("stack");
    assertThat(untouched.path("stack_status").asString()).isEqualTo("CREATE_COMPLETE");

    assertThat(
            json("PATCH", path + "/preview", "{\"parameters\": {\"Text\": \"two\"}}").statusCode())
        .as("looking is free")
        .isEqualTo(200);
    assertThat(json("PATCH", path, "{\"parameters\": {\"Secret\": \"other\"}}").statusCode())
        .as("what touches nothing that is kept is taken")
        .isEqualTo(202);
    await("heat-ruled", "UPDATE_COMPLETE");
  }

  @Test
  void aSnapshotIsNotRestoredOverThePolicy() throws Exception {
    String path = ruled("shot");
    String snapshot =
        JSON.readTree(json("POST", path + "/snapshots", "{}").body()).path("id").asString();
    await(
        () ->
            JSON.readTree(json("GET", path + "/snapshots/" + snapshot, "").body())
                .path("snapshot")
                .path("status")
                .asString(),
        "COMPLETE");
    allow("shot");
    assertThat(json("PATCH", path, "{\"parameters\": {\"Text\": \"two\"}}").statusCode())
        .isEqualTo(202);
    await("shot", "UPDATE_COMPLETE");
    call("SetStackPolicy", "StackName", "shot", "StackPolicyBody", POLICY);

    assertDenied(json("POST", path + "/snapshots/" + snapshot + "/restore", ""));
  }

  private static void allow(String stack) throws Exception {
    call("SetStackPolicy", "StackName", stack, "StackPolicyBody", POLICY.replace("Deny", "Allow"));
  }

  @Test
  void aPlanOfV2IsShownAndNotCarriedOut() throws Exception {
    ruled("planned");
    String body =
        JSON.writeValueAsString(
            java.util.Map.of(
                "stack_name",
                "planned",
                "kind",
                "patch",
                "parameters",
                java.util.Map.of("Text", "two")));

    HttpResponse<String> plan = json("POST", "/v2/admin/plans", body);
    assertThat(plan.statusCode()).as(plan.body()).isEqualTo(201);
    String id = JSON.readTree(plan.body()).path("id").asString();

    assertDenied(json("POST", "/v2/admin/plans/%s/apply".formatted(id), ""));
    allow("planned");
    assertThat(json("POST", "/v2/admin/plans/%s/apply".formatted(id), "").statusCode())
        .isEqualTo(202);
    await("planned", "UPDATE_COMPLETE");
    call("SetStackPolicy", "StackName", "planned", "StackPolicyBody", POLICY);
    assertDenied(json("POST", "/v2/admin/stacks/planned/rollback", "{\"to\": 1}"));
  }

  @Test
  void aDeleteIsNoUpdate() throws Exception {
    String path = ruled("deleted");

    assertThat(json("DELETE", path, "").statusCode()).isEqualTo(204);
  }
}
