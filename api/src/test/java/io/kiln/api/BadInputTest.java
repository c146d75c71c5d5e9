package io.kiln.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BadInputTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String NOBODY = "00000000-0000-4000-8000-000000000000";
  @RegisterExtension private static final ServerUnderTest server = new ServerUnderTest();

  static Stream<Arguments> bodiesThatAreRefused() {
    return Stream.of(
        arguments("", "has no body"),
        arguments("{bad", "Malformed JSON at line 1 column 2"),
        arguments("{\"stack_name\": \"a\",\n  \"files\": }", "Malformed JSON at line 2 column"),
        arguments("[]", "must be a JSON object, not a list"),
        arguments("\"text\"", "must be a JSON object, not a string"),
        arguments("{} {}", "Malformed JSON"),
        arguments("{\"a\": 1, \"a\": 2}", "Duplicate"),
        arguments("{}", "No stack name specified"),
        arguments("{\"stack_name\": \"a\"}", "No template specified"),
        arguments("{\"stack_name\": \"1a\", \"template\": {}}", "Invalid stack name 1a"),
        arguments("{\"stack_name\": 5, \"template\": {}}", "'stack_name' must be a string, not a"),
        arguments("{\"stack_name\": \"a\", \"template\": 5}", "'template' must be an object or"),
        arguments(
            "{\"stack_name\": \"a\", \"files\": []}", "'files' must be an object, not a list"),
        arguments("{\"stack_name\": \"a\", \"files\": {\"x\": 1}}", "'files.x' must be a string"),
        arguments("{\"stack_name\": \"a\", \"parameters\": 3}", "'parameters' must be an object"),
        arguments(
            "{\"stack_name\": \"a\", \"timeout_mins\": -1}", "'timeout_mins' must be between"),
        arguments("{\"stack_name\": \"a\", \"timeout_mins\": 1.5}", "must be a whole number"),
        arguments("{\"stack_name\": \"a\", \"timeout_mins\": \"x\"}", "must be a whole number"),
        arguments(
            "{\"stack_name\": \"a\", \"timeout_mins\": 99999999999}",
            "'timeout_mins' must be between 1 and 525600, not 99999999999."),
        arguments("{\"stack_name\": \"a\", \"disable_rollback\": 7}", "must be true or false"),
        arguments("{\"stack_name\": \"a\", \"disable_rollback\": {}}", "must be true or false"),
        arguments("{\"stack_name\": \"a\", \"tags\": \"a,,b\"}", "Invalid tag \"\""),
        arguments(
            "{\"stack_name\": \"a\", \"tags\": [\"a\"]}", "'tags' must be a string, not a list"),
        arguments("{\"stack_name\": \"a\", \"environment\": 1}", "'environment' must be an object"),
        arguments("{\"stack_name\": \"a\", \"environment_files\": [1]}", "environment_files[0]"),
        arguments("{\"stack_name\": \"a\", \"template_url\": \"http://x\"}", "is not fetched"),
        arguments("{\"stack_name\": \"a\\u0000\"}", "contains a NUL character"),
        arguments("{\"stack_name\": \"a\\ud800\"}", "half of a surrogate pair"),
        arguments("{\"parameters\": {\"n\": 1e999999999}}", "parameters.n is a number beyond"),
        arguments("{\"parameters\": {\"n\": [0, 1e400]}}", "parameters.n[1] is a number beyond"),
        arguments("{\"a\":".repeat(300) + "1" + "}".repeat(300), "depth"),
        arguments("{\"a\": \"" + "x".repeat(70_000) + "\"}", "exceeds maximum allowed size"));
  }

  @ParameterizedTest
  @MethodSource("bodiesThatAreRefused")
  void aBodyThatCannotBeUsedIsRefusedWithTheReason(String body, String reason) throws Exception {
    HttpResponse<String> answer = server.send("POST", "/v1/admin/stacks", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(message(answer)).contains(reason).doesNotContain("Exception", "tools.jackson");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,    /v1/admin/stacks?limit=abc,            400, Only integer is acceptable by 'limit'.",
    "GET,    /v1/admin/stacks?limit=-1,             400, non-negative",
    "GET,    /v1/admin/stacks?show_deleted=perhaps, 400, Unrecognized value",
    "GET,    /v1/admin/stacks?sort_dir=up,          400, Unrecognized value",
    "GET,    /v1/admin/stacks?name=%00,             400, NUL",
    "GET,    /v1/admin/stacks?global_tenant=2,      400, Unrecognized value",
    "GET,    /v1/admin/stacks?sort_keys=%FF,        400, The query cannot be read",
    "POST,   /v1/admin/validate?ignore_errors=7,    400, Invalid codes in ignore_errors : [7]",
    "GET,    /v1/admin/stacks/nosuch,               404, The Stack (nosuch) could not be found.",
    "DELETE, /v1/admin/stacks/nosuch,               404, The Stack (nosuch) could not be found.",
    "GET,    /v1/admin/stacks/nosuch/resources/x,   404, The Stack (nosuch) could not be found.",
    "PUT,    /v1/admin/stacks,                      405, not allowed",
    "PATCH,  /v1/admin/build_info,                  405, not allowed",
    "GET,    /v1,                                   404, nothing at /v1",
    "GET,    /v1/admin,                             404, nothing at /v1/admin",
    "GET,    /v1/admin/nosuch,                      404, nothing at",
    "GET,    /nosuch,                               404, nothing at",
    "GET,    /v1/admin/resource_types/No::Such,     404, could not be found",
    "GET,    /v1/admin/resource_types?name=(,       400, no regular expression",
  })
  void aRequestThatMakesNoSenseGetsHeatsBody(String method, String path, int status, String reason)
      throws Exception {
    HttpResponse<String> answer = server.send(method, path.replace("(", "%28"), "");

    assertThat(answer.statusCode()).isEqualTo(status);
    JsonNode body = JSON.readTree(answer.body());
    assertThat(body.propertyNames()).containsExactly("code", "title", "explanation", "error");
    assertThat(body.get("code").intValue()).isEqualTo(status);
    assertThat(message(answer)).contains(reason);
    assertThat(answer.headers().firstValue("X-Openstack-Request-Id").orElse("")).startsWith("req-");
  }

  @Test
  void aMethodThatIsNotAllowedNamesThoseThatAre() throws Exception {
    HttpResponse<String> answer = server.send("PUT", "/v1/admin/stacks", "{}");

    assertThat(answer.headers().firstValue("Allow").orElse("")).contains("GET").contains("POST");
  }

  @Test
  void anExpressionThatWouldMatchForEverIsCutShort() throws Exception {
    HttpResponse<String> answer =
        server.get(
            "/v1/admin/resource_types?name=%28%28OS%7C.%29%2A%29%2A%29%3F%24".replace("%3F", ""));

    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @Test
  void aPathThatIsNoPathIsAnsweredAsJson() throws IOException {
    String answer =
        raw("GET /v1/admin/stacks/%ZZ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":400").doesNotContain("<html");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/versions;a=b%2", "/v1/admin/stacks;x=%ZZ", "/v2/status;%", "/cfn/v1;%2"})
  void aParameterOfThePathThatCannotBeReadIsRefused(String path) throws IOException {
    assertThat(
            raw("GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".formatted(path)))
        .startsWith("HTTP/1.1 400")
        .contains("The request could not be understood.");
    String fine = path.substring(0, path.indexOf(';')) + ";a=%20b";
    assertThat(
            raw("GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".formatted(fine)))
        .doesNotStartWith("HTTP/1.1 500");
  }

  @Test
  void aNameThatResolvesHereIsNotServedWithoutAuthentication() throws IOException {
    String answer = raw("GET / HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 403");
  }

  @Test
  void aPageOfAnotherOriginIsNotServedWithoutAuthentication() throws Exception {
    HttpResponse<String> answer =
        server.send(
            HttpRequest.newBuilder(URI.create(server.base() + "/v1/admin/stacks"))
                .header("Origin", "https://evil.example")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build());

    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void anErrorOfTheSecondApiIsAProblem() throws Exception {
    HttpResponse<String> answer = server.send("POST", "/v2/admin/plan", "{\"stack_name\": 7}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .isEqualTo("application/problem+json");
    JsonNode body = JSON.readTree(answer.body());
    assertThat(body.get("detail").stringValue()).contains("'stack_name' must be a string");
    assertThat(body.get("diagnostics").isArray()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"/v1/x/%ZZ, application/json", "/v2/x/%ZZ, application/problem+json"})
  void whatNeverReachesARouteIsAnsweredInTheFormOfItsApi(String path, String type)
      throws IOException {
    String answer =
        raw("GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".formatted(path));

    assertThat(answer).startsWith("HTTP/1.1 400").contains("Content-Type: " + type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /nosuch", "PUT /v1/admin/stacks", "POST /v1/admin/validate"})
  void aContentTypeThatIsAPatternIsRefused(String line) throws IOException {
    String answer =
        raw(
            line
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: */*\r\nContent-Length: 0\r\n"
                + "Connection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400").contains("names one type");
  }

  @Test
  void aFormThatIsNoneIsReadAsWhatItIs() throws Exception {
    HttpResponse<String> answer =
        server.send(
            HttpRequest.newBuilder(URI.create(server.base() + "/v1/admin/stacks/a/" + NOBODY))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"a\": \"%in\"}"))
                .build());

    assertThat(answer.statusCode()).isEqualTo(404);
  }

  @Test
  void aForeignHostIsRefusedInTheFormOfTheApiThatWasAsked() throws IOException {
    String answer =
        raw("GET /v2/status HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 403").contains("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/9.9\r\nHost: 127.0.0.1",
        "POST /v1/admin/validate HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: nosuch",
      })
  void aProtocolThatThereIsNotIsTheSendersMistake(String head) throws IOException {
    String answer = raw(head + "\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":400");
  }

  @Test
  void aBodyThatEndsTooEarlyIsTheSendersMistake() throws IOException {
    String answer =
        raw(
            "POST /v1/admin/stacks HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 500\r\n"
                + "Connection: close\r\n\r\n{\"stack_name\":");

    assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":400");
  }

  @Test
  void aQueryThatIsNoUriOrVeryLongIsSentOnAsItCame() throws Exception {
    server.send(
        "POST",
        "/v1/admin/stacks",
        "{\"stack_name\": \"odd\", \"template\": {\"heat_template_version\": \"2018-08-31\"}}");

    String lookup = get("/v1/admin/stacks/odd?a=%");

    assertThat(lookup).startsWith("HTTP/1.1 302").contains("?a=%\r\n");
    assertThat(get("/v1/admin/stacks/odd?a=" + "a".repeat(7_900)))
        .startsWith("HTTP/1.1 302")
        .contains("a".repeat(7_900) + "\r\n");
  }

  private static String get(String target) throws IOException {
    return raw("GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".formatted(target));
  }

  private static String raw(String request) throws IOException {
    URI base = URI.create(server.base());
    try (var socket = new Socket(base.getHost(), base.getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String message(HttpResponse<String> answer) {
    return JSON.readTree(answer.body()).get("error").get("message").stringValue();
  }
}
