package io.kiln.api.cfn;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.api.boot.TestServer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A server with CloudFormation's API, and how to ask it. */
abstract class CfnUnderTest {

  static final String TEMPLATE =
      """
      AWSTemplateFormatVersion: "2010-09-09"
      Description: says what it is told
      Parameters:
        Text: {Type: String, Default: one}
        Secret: {Type: String, NoEcho: true, Default: hidden}
      Resources:
        Thing: {Type: OS::Heat::TestResource, Properties: {value: !Ref Text}}
      Outputs:
        Said: {Description: what it says, Value: !GetAtt Thing.output}
      """;

  static TestServer server;
  static HttpClient http;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    http.close();
    server.close();
  }

  static Answer call(String action, String... fields) throws Exception {
    StringBuilder body = new StringBuilder("Action=" + action + "&Version=2010-05-15");
    for (int i = 0; i < fields.length; i += 2) {
      body.append('&').append(fields[i]).append('=').append(encoded(fields[i + 1]));
    }
    return post(body.toString());
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static Answer post(String body) throws Exception {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create(server.base() + "/cfn/v1"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return Answer.of(response);
  }

  static void await(String stack, String status) throws Exception {
    await(
        () -> call("DescribeStacks", "StackName", stack).text("Stacks/member/StackStatus"), status);
  }

  static void await(Callable<String> question, String answer) throws Exception {
    Instant until = Instant.now().plusSeconds(30);
    while (!question.call().equals(answer) && Instant.now().isBefore(until)) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    assertThat(question.call()).isEqualTo(answer);
  }

  static String create(String name, String... fields) throws Exception {
    String[] all = Arrays.copyOf(fields, fields.length + 2);
    all[fields.length] = "StackName";
    all[fields.length + 1] = name;
    Answer created = call("CreateStack", all);
    assertThat(created.text("Error/Message")).isEmpty();
    await(name, "CREATE_COMPLETE");
    return created.text("CreateStackResult/StackId");
  }

  static void assertRefused(Answer answer, int status, String code, String message) {
    assertThat(answer.text("Error/Message")).contains(message);
    assertThat(answer.text("Error/Code")).isEqualTo(code);
    assertThat(answer.text("Error/Type")).isEqualTo("Sender");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text("RequestId")).startsWith("req-");
  }
}
