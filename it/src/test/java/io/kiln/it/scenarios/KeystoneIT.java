package io.kiln.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.api.contract.CheckedClient;
import io.kiln.it.harness.Eventually;
import io.kiln.it.harness.Keystone;
import io.kiln.it.harness.Scratch;
import io.kiln.it.harness.Server;
import io.kiln.it.harness.Stock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server that asks a real Keystone who its callers are. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeystoneIT {

  private static final String STACK =
      """
      {"stack_name": "%s", "template": {"heat_template_version": "2018-08-31",
        "resources": {"a": {"type": "OS::Heat::Value", "properties": {"value": 1}}}}}
      """;

  private static final HttpClient HTTP =
      CheckedClient.of(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());

  private static Optional<Keystone> started = Optional.empty();
  private static Optional<Server> served = Optional.empty();
  private static String alpha = "";
  private static String beta = "";

  @BeforeAll
  static void start() {
    Keystone keystone = Keystone.prepared();
    started = Optional.of(keystone);
    Server server =
        Server.start(
            Optional.empty(),
            Map.of("KILN_KEYSTONE_PASSWORD", Keystone.PASSWORD),
            "--no-agent",
            "--keystone-url",
            keystone.v3());
    served = Optional.of(server);
    keystone.serve(server.url());
    keystone.grant("kiln", "admin", "service");
    keystone.grant("reader", "reader", "alpha");
    keystone.grant("member", "member", "alpha");
    keystone.grant("foreign", "member", "beta");
    alpha = keystone.project("alpha");
    beta = keystone.project("beta");
  }

  @AfterAll
  static void stop() {
    served.ifPresent(Server::close);
    started.ifPresent(Keystone::close);
  }

  private static Keystone keystone() {
    return started.orElseThrow();
  }

  @Test
  @Order(1)
  void aMemberMakesAStackThatAReaderReadsAndMayNotDelete() {
    String member = keystone().token("member", "alpha");
    String reader = keystone().token("reader", "alpha");
    Answer made = send("POST", "/v1/" + alpha + "/stacks", member, STACK.formatted("ours"));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    String path = "/v1/" + alpha + "/stacks/ours/" + id(made);

    assertThat(send("GET", path, reader, "").status()).isEqualTo(200);
    assertThat(send("GET", "/v1/alpha/stacks", reader, "").body()).contains("ours");
    assertThat(send("DELETE", path, reader, "").status()).isEqualTo(403);
    assertThat(send("PUT", path, reader, STACK.formatted("ours")).status()).isEqualTo(403);
    assertThat(send("POST", "/v1/" + alpha + "/stacks", reader, STACK.formatted("b")).status())
        .isEqualTo(403);
    assertThat(send("GET", path, member, "").status()).isEqualTo(200);
  }

  @Test
  @Order(2)
  void aMemberOfAnotherProjectSeesNothing() {
    String foreign = keystone().token("foreign", "beta");
    String member = keystone().token("member", "alpha");
    String id =
        JsonMapper.shared()
            .readTree(send("GET", "/v1/" + alpha + "/stacks", member, "").body())
            .path("stacks")
            .path(0)
            .path("id")
            .asString();

    assertThat(send("GET", "/v1/" + beta + "/stacks", foreign, "").body())
        .isEqualTo("{\"stacks\":[]}");
    assertThat(send("GET", "/v1/" + alpha + "/stacks", foreign, "").status()).isEqualTo(403);
    assertThat(send("GET", "/v1/" + beta + "/stacks/ours/" + id, foreign, "").status())
        .isEqualTo(404);
    assertThat(send("GET", "/v2/" + beta + "/stacks/" + id + "/revisions", foreign, "").status())
        .isEqualTo(404);
    assertThat(send("DELETE", "/v1/" + beta + "/stacks/ours/" + id, foreign, "").status())
        .isEqualTo(404);
  }

  @Test
  @Order(3)
  void aTokenThatHasRunOutIsRefusedAndSoIsOneThatWasRevoked() {
    String brief = keystone().shortToken("member", "alpha", 5);
    Eventually.until(
        "the token has run out",
        Duration.ofSeconds(30),
        () -> send("GET", "/v1/" + alpha + "/stacks", brief, "").status() == 401,
        () -> send("GET", "/v1/" + alpha + "/stacks", brief, "").body());
    String revoked = keystone().token("member", "alpha");
    keystone().revoke(revoked);
    assertThat(send("GET", "/v1/" + alpha + "/stacks", revoked, "").status()).isEqualTo(401);
    assertThat(send("GET", "/v1/" + alpha + "/stacks", "gAAAAAnonsense", "").status())
        .isEqualTo(401);
    assertThat(send("GET", "/v1/" + alpha + "/stacks", "", "").status()).isEqualTo(401);
  }

  @Test
  @Order(4)
  void theStockClientFindsTheServerInTheCatalogueAndLogsInByPassword() throws IOException {
    Path template = Scratch.folder("keystone-client").resolve("t.yaml");
    Files.writeString(
        template,
        """
        heat_template_version: 2018-08-31
        resources:
          a: {type: OS::Heat::Value, properties: {value: 7}}
        outputs:
          v: {value: {get_attr: [a, value]}}
        """);
    Stock member = as("member", "alpha");
    assertThat(
            member
                .run("stack", "create", "-t", template.toString(), "--wait", "-f", "json", "mine")
                .json()
                .path("stack_status")
                .asString())
        .isEqualTo("CREATE_COMPLETE");
    Stock reader = as("reader", "alpha");
    assertThat(reader.run("stack", "create", "-t", template.toString(), "denied").err())
        .contains("Access was denied to this resource: it is for the role member");
    assertThat(reader.run("stack", "delete", "-y", "mine").code()).isNotZero();
    assertThat(reader.run("stack", "show", "mine").code()).isZero();
    Stock.Ended unseen = as("foreign", "beta").run("stack", "show", "mine");
    assertThat(unseen.err()).contains("Stack not found: mine");
    assertThat(member.run("stack", "delete", "-y", "--wait", "mine").code()).isZero();
  }

  @Test
  @Order(5)
  void whoDidWhatIsInTheAuditLogForAdminsAlone() {
    String admin = keystone().token("admin", "admin");
    String log = send("GET", "/v2/audit?limit=1000", admin, "").body();

    assertThat(log)
        .contains("\"user\":\"member\"")
        .contains("\"kind\":\"refused\"")
        .contains("\"means\":\"keystone\"")
        .doesNotContain(Keystone.PASSWORD + "\"")
        .doesNotContain("gAAAA");
    assertThat(send("GET", "/v2/audit/verification", admin, "").body()).contains("\"intact\":true");
    assertThat(send("GET", "/v2/audit", keystone().token("member", "alpha"), "").status())
        .isEqualTo(403);
  }

  @Test
  @Order(6)
  void whileKeystoneIsAwayWhoIsKnownGoesOnAndOthersAreToldToComeAgain() {
    String known = keystone().token("member", "alpha");
    String fresh = keystone().token("reader", "alpha");
    assertThat(send("GET", "/v1/" + alpha + "/stacks", known, "").status()).isEqualTo(200);

    keystone().stop();
    assertThat(send("GET", "/v1/" + alpha + "/stacks", known, "").status()).isEqualTo(200);
    Answer away = send("GET", "/v1/" + alpha + "/stacks", fresh, "");
    assertThat(away.status()).isEqualTo(503);
    assertThat(away.retryAfter()).isPresent();

    keystone().restart();
    Eventually.until(
        "who was not known is",
        Duration.ofSeconds(30),
        () -> send("GET", "/v1/" + alpha + "/stacks", fresh, "").status() == 200,
        () -> send("GET", "/v1/" + alpha + "/stacks", fresh, "").body());
  }

  private static Stock as(String user, String project) {
    return Stock.with(
        "--os-auth-url",
        keystone().v3(),
        "--os-username",
        user,
        "--os-password",
        Keystone.PASSWORD,
        "--os-project-name",
        project,
        "--os-user-domain-name",
        "Default",
        "--os-project-domain-name",
        "Default");
  }

  private record Answer(int status, String body, Optional<String> retryAfter) {}

  private static String id(Answer made) {
    JsonNode body = JsonMapper.shared().readTree(made.body());
    return body.path("stack").path("id").asString();
  }

  private static Answer send(String method, String path, String token, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(served.orElseThrow().url() + path))
            .timeout(Duration.ofSeconds(60))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("X-Auth-Token", token);
    }
    try {
      HttpResponse<String> answer =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(
          answer.statusCode(), answer.body(), answer.headers().firstValue("Retry-After"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
