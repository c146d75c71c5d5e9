package io.kiln.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.it.harness.Api;
import io.kiln.it.harness.Eventually;
import io.kiln.it.harness.Server;
import io.kiln.it.harness.Site;
import io.kiln.it.harness.Stack;
import io.kiln.it.harness.Stock;
import io.kiln.it.harness.Wanted;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Signals from outside, over every way there is, and those who wait for them. */
class SignalsIT {

  private static final String WAITING =
      """
      heat_template_version: 2018-08-31
      resources:
        handle: {type: OS::Heat::WaitConditionHandle}
        wait:
          type: OS::Heat::WaitCondition
          properties: {handle: {get_resource: handle}, count: 2, timeout: 300}
      outputs:
        url: {value: {get_attr: [handle, endpoint]}}
        said: {value: {get_attr: [wait, data]}}
      """;

  @RegisterExtension final Site site = Site.simulated();

  @Test
  void theStockClientsSignalsCompleteAWaitConditionAndTheirDataIsItsAttribute() {
    Stock openstack = Stock.against(site.server());
    Stack stack = waiting(WAITING);
    assertThat(
            openstack
                .run(
                    "stack",
                    "resource",
                    "signal",
                    stack.name(),
                    "handle",
                    "--data",
                    "{\"data\": 7}")
                .code())
        .isZero();
    assertThat(openstack.run("stack", "resource", "signal", stack.name(), "handle").code())
        .isZero();
    stack.await("CREATE_COMPLETE");
    assertThat(stack.output("said").asString()).isEqualTo("{\"1\":7,\"2\":null}");
    assertThat(
            openstack
                .run("stack", "resource", "metadata", stack.name(), "handle", "-f", "json")
                .json()
                .path("2")
                .path("reason")
                .asString())
        .isEqualTo("Signal 2 received");
    assertThat(stack.events())
        .contains("handle SIGNAL_COMPLETE Signal: status:SUCCESS reason:Signal 1 received");
    Stock.Ended deaf = openstack.run("stack", "resource", "signal", stack.name(), "wait");
    assertThat(deaf.code()).isEqualTo(1);
    assertThat(deaf.err()).contains("signal is not supported for resource.");
  }

  @Test
  void aHandlesUrlTakesSignalsAndOneOfFailureFailsTheStackForItsReason() {
    Stack stack = waiting(WAITING);
    String url = stack.resource("handle").path("attributes").path("endpoint").asString();
    assertThat(send("POST", url.replace("signature=", "signature=x"), "{}")).isEqualTo(403);
    assertThat(send("POST", url, "{\"status\": \"FINE\"}")).isEqualTo(400);
    assertThat(send("POST", url, "{\"status\": \"FAILURE\", \"reason\": \"no disk\"}"))
        .isEqualTo(200);
    stack.awaitSettled("CREATE_FAILED");
    assertThat(stack.reason()).isEqualTo("Resource CREATE failed: resources.wait: no disk");
    stack.update(Wanted.of(WAITING.replace("count: 2, timeout: 300", "count: 1, timeout: 1")));
    stack.awaitSettled("UPDATE_FAILED");
  }

  @Test
  void cloudFormationsToolsSignalWithAPutAndAnUpdateHandleWaitsAgainWithEveryUpdate() {
    String template =
        """
        HeatTemplateFormatVersion: '2012-12-12'
        Resources:
          Handle: {Type: 'OS::Heat::UpdateWaitConditionHandle'}
          Ready:
            Type: AWS::CloudFormation::WaitCondition
            Properties: {Handle: {Ref: Handle}, Timeout: 300}
        Outputs:
          Said: {Value: {'Fn::GetAtt': [Ready, Data]}}
        """;
    Stack stack = waiting(template, "Handle", "Ready");
    String first = stack.resource("Handle").path("attributes").path("Url").asString();
    String ready =
        "{\"Status\": \"SUCCESS\", \"Reason\": \"up\", \"UniqueId\": \"i\", \"Data\": \"d\"}";
    assertThat(send("PUT", first, ready)).isEqualTo(200);
    stack.await("CREATE_COMPLETE");
    assertThat(stack.output("Said").asString()).isEqualTo("{\"i\":\"d\"}");

    stack.update(Wanted.of(template));
    Eventually.until(
        "the condition waits again",
        Duration.ofSeconds(30),
        () -> status(stack, "Ready").equals("CREATE_IN_PROGRESS"),
        stack::story);
    assertThat(stack.status()).isEqualTo("UPDATE_IN_PROGRESS");
    assertThat(send("PUT", first, ready)).isEqualTo(404);
    String second = stack.resource("Handle").path("attributes").path("Url").asString();
    assertThat(send("PUT", second, ready)).isEqualTo(200);
    stack.await("UPDATE_COMPLETE");
  }

  @Test
  void aSignalThatWasAnsweredOutlivesTheServerThatTookIt() {
    try (Server server = Server.start(Optional.empty())) {
      Stack stack = server.create("survivor", Wanted.of(WAITING));
      Eventually.until(
          "it waits",
          Duration.ofSeconds(30),
          () -> status(stack, "wait").equals("CREATE_IN_PROGRESS"),
          stack::story);
      Api.Answer answer =
          server
              .api()
              .heat(
                  "POST",
                  "/stacks/%s/%s/resources/handle/signal".formatted(stack.name(), stack.id()),
                  Optional.of(Map.of("data", "before")));
      assertThat(answer.status()).isEqualTo(200);
      server.process().kill();
      server.restart();
      assertThat(
              send(
                  "POST",
                  stack.resource("handle").path("attributes").path("endpoint").asString(),
                  "{\"data\": \"after\"}"))
          .isEqualTo(200);
      stack.await("CREATE_COMPLETE");
      assertThat(stack.output("said").asString()).isEqualTo("{\"1\":\"before\",\"2\":\"after\"}");
    }
  }

  private Stack waiting(String template) {
    return waiting(template, "handle", "wait");
  }

  private Stack waiting(String template, String handle, String condition) {
    Stack stack = site.create("signals", Wanted.of(template));
    Eventually.until(
        condition + " waits",
        Duration.ofSeconds(30),
        () ->
            status(stack, handle).equals("CREATE_COMPLETE")
                && status(stack, condition).equals("CREATE_IN_PROGRESS"),
        stack::story);
    return stack;
  }

  private static String status(Stack stack, String resource) {
    return stack.resource(resource).path("resource_status").asString("");
  }

  private static int send(String method, String url, String body) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url))
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new AssertionError(method + " " + url, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
