package io.kiln.api.cfn;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.kiln.api.boot.TestServer;
import io.kiln.api.contract.CheckedClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Nested stacks whose templates lie at an address, where the server may fetch from. */
class NestedByAddressTest extends CfnUnderTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> FETCHED = new CopyOnWriteArrayList<>();
  private static HttpServer templates;
  private static String base = "";

  private static final String OUTER =
      """
      Parameters: {Base: {Type: String}, Version: {Type: String, Default: v1}}
      Resources:
        Inner:
          Type: AWS::CloudFormation::Stack
          Properties:
            TemplateURL: !Sub "${Base}/${Version}/middle.yaml"
            Parameters: {Where: !Join ["/", [!Ref Base, !Ref Version]]}
      Outputs:
        Said: {Value: !GetAtt Inner.Outputs.Said}
      """;

  private static final String MIDDLE =
      """
      Parameters: {Where: {Type: String}}
      Resources:
        Deep:
          Type: AWS::CloudFormation::Stack
          Properties: {TemplateURL: !Join ["/", [!Ref Where, deep.yaml]]}
      Outputs:
        Said: {Value: !GetAtt Deep.Outputs.Said}
      """;

  private static final String DEEP =
      """
      Resources: {Thing: {Type: OS::Heat::TestResource, Properties: {value: %s}}}
      Outputs: {Said: {Value: !GetAtt Thing.output}}
      """;

  @BeforeAll
  static void serve() throws Exception {
    Map<String, String> texts =
        Map.of(
            "/t/v1/middle.yaml",
            MIDDLE,
            "/t/v1/deep.yaml",
            DEEP.formatted("first"),
            "/t/v2/middle.yaml",
            MIDDLE,
            "/t/v2/deep.yaml",
            DEEP.formatted("second"));
    templates = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    templates.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().toString();
          FETCHED.add(path);
          byte[] body = texts.getOrDefault(path, "").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(
              body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    templates.start();
    base = "http://127.0.0.1:" + templates.getAddress().getPort();
    server.close();
    server = TestServer.fetching(base + "/t/*");
    http = CheckedClient.of(HttpClient.newHttpClient());
  }

  @AfterAll
  static void stopServing() {
    templates.stop(0);
  }

  private static String[] outer(String version) {
    return new String[] {
      "TemplateBody",
      OUTER,
      "Parameters.member.1.ParameterKey",
      "Base",
      "Parameters.member.1.ParameterValue",
      base + "/t",
      "Parameters.member.2.ParameterKey",
      "Version",
      "Parameters.member.2.ParameterValue",
      version
    };
  }

  private static String said(String stack) throws Exception {
    return call("DescribeStacks", "StackName", stack).text("Outputs/member/OutputValue");
  }

  @Test
  void theAddressIsWorkedOutFromTheParametersAtEveryDepth() throws Exception {
    create("outer", outer("v1"));
    assertThat(said("outer")).isEqualTo("first");

    FETCHED.clear();
    call("UpdateStack", with(outer("v2"), "StackName", "outer"));
    await("outer", "UPDATE_COMPLETE");
    assertThat(said("outer")).isEqualTo("second");
    assertThat(FETCHED).containsExactly("/t/v2/middle.yaml", "/t/v2/deep.yaml");
  }

  @Test
  void whatWasFetchedIsKeptWithTheTemplateThatWasSent() throws Exception {
    create("kept", outer("v1"));
    FETCHED.clear();

    String[] back = outer("v1");
    back[0] = "UsePreviousTemplate";
    back[1] = "true";
    assertRefused(
        call("UpdateStack", with(back, "StackName", "kept")),
        400,
        "ValidationError",
        "No updates are to be performed.");
    assertThat(FETCHED).isEmpty();

    back[9] = "v2";
    call("UpdateStack", with(back, "StackName", "kept"));
    await("kept", "UPDATE_COMPLETE");
    assertThat(said("kept")).isEqualTo("second");
  }

  @Test
  void aChangeSetHasItsNestedTemplatesFromWhenItWasMade() throws Exception {
    String[] fields = with(outer("v1"), "StackName", "reviewed");
    fields = with(fields, "ChangeSetName", "first");
    assertThat(call("CreateChangeSet", with(fields, "ChangeSetType", "CREATE")).status())
        .isEqualTo(200);
    FETCHED.clear();

    call("ExecuteChangeSet", "StackName", "reviewed", "ChangeSetName", "first");

    await("reviewed", "CREATE_COMPLETE");
    assertThat(said("reviewed")).isEqualTo("first");
    assertThat(FETCHED).isEmpty();
  }

  @Test
  void previewsAndPlansFetchAsUpdatesDo() throws Exception {
    String body =
        JSON.writeValueAsString(
            Map.of(
                "stack_name",
                "seen",
                "template",
                OUTER,
                "parameters",
                Map.of("Base", base + "/t", "Version", "v1")));
    Map<String, String> seen =
        Map.of("/v1/admin/stacks/preview", "v1/middle.yaml", "/v2/admin/plan", "Inner/Deep/Thing");
    for (Map.Entry<String, String> look : seen.entrySet()) {
      FETCHED.clear();
      HttpResponse<String> answer = send("POST", look.getKey(), body);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.body()).contains(look.getValue());
      assertThat(FETCHED).containsExactly("/t/v1/middle.yaml", "/t/v1/deep.yaml");
    }
    HttpResponse<String> plan = send("POST", "/v2/admin/plans", body);
    assertThat(plan.statusCode()).as(plan.body()).isEqualTo(201);
  }

  private static HttpResponse<String> send(String method, String path, String body)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(server.base() + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void whereTheServerMayNotFetchTheTemplateIsMissing() throws Exception {
    FETCHED.clear();
    String[] fields = with(outer("v1"), "StackName", "refused");
    fields[5] = base + "/elsewhere";

    Answer refused = call("CreateStack", fields);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("Error/Message")).contains("/elsewhere/v1/middle.yaml");
    assertThat(FETCHED).isEmpty();
  }

  @Test
  void anAddressWithNothingThereIsTheSendersMistake() throws Exception {
    assertRefused(
        call("CreateStack", with(outer("v3"), "StackName", "nothing")),
        400,
        "ValidationError",
        "answered 404");
  }

  private static String[] with(String[] fields, String name, String value) {
    String[] more = java.util.Arrays.copyOf(fields, fields.length + 2);
    more[fields.length] = name;
    more[fields.length + 1] = value;
    return more;
  }
}
