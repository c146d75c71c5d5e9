package io.kiln.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.api.audit.AuditEntry;
import io.kiln.api.audit.AuditStore;
import io.kiln.api.auth.KnownCallers;
import io.kiln.api.boot.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tries every route that the server has, taken from the server itself: without credentials, as
 * somebody of another project, with another project's ids, and as somebody who may only read.
 */
class EveryRouteTest {

  private static final JsonMapper JSON = new JsonMapper();

  /** What may be asked by whoever: neither says anything of anybody. */
  private static final List<String> OPEN =
      List.of(
          "GET /",
          "GET /versions",
          "GET /healthcheck",
          "GET /v2/openapi.json",
          "GET /v2/openapi.yaml");

  /** What changes nothing and hence is for readers, although it is no GET. */
  private static final List<String> ASKED_BY_POST =
      List.of("POST /v1/{project}/validate", "POST /v1/{project}/stacks/preview");

  /** What is for members although it is a GET: it carries all that a stack keeps. */
  private static final List<String> CARRIED_AWAY =
      List.of("GET /v1/{project}/stacks/{name}/{id:[0-9a-fA-F-]{36}}/export");

  /** What is the operator's. */
  private static final List<String> OPERATORS =
      List.of("GET /metrics", "GET /v1/{project}/services");

  @TempDir private static Path folder = Path.of("");

  @RegisterExtension
  private static final ServerUnderTest server =
      new ServerUnderTest(
          () ->
              TestServer.start(
                  KnownCallers.of(
                      folder,
                      "reader alpha reader",
                      "member alpha member",
                      "foreign beta member",
                      "admin gamma admin",
                      "agent gamma host")));

  private static Map<String, String> ours = Map.of();
  private static Map<String, String> theirs = Map.of();
  private static final Map<String, String> NOBODYS =
      Map.of("name", "nosuch", "id", "00000000-0000-4000-8000-000000000000");

  @BeforeAll
  static void start() throws Exception {
    ours = stack("member", "id-alpha", "ours");
    theirs = stack("foreign", "id-beta", "theirs");
  }

  private static Map<String, String> stack(String user, String project, String name)
      throws Exception {
    HttpResponse<String> made =
        send(
            "POST",
            "/v1/" + project + "/stacks",
            user,
            """
            {"stack_name": "%s", "template": {"heat_template_version": "2018-08-31",
              "resources": {"a": {"type": "OS::Heat::Value", "properties": {"value": 1}}}}}
            """
                .formatted(name));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return Map.of(
        "name", name, "id", JSON.readTree(made.body()).path("stack").path("id").asString());
  }

  @Test
  void thereAreRoutes() {
    assertThat(routes()).hasSizeGreaterThan(60);
  }

  @Test
  void withoutCredentialsNothingIsAnsweredButHowToComeIn() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (String route : routes()) {
      HttpResponse<String> answer = send(route, "id-alpha", ours, "");
      boolean open = OPEN.contains(route);
      if (open ? answer.statusCode() >= 400 : !isUnauthorised(answer)) {
        wrong.add(route + " -> " + answer.statusCode() + " " + answer.body());
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static boolean isUnauthorised(HttpResponse<String> answer) {
    return answer.statusCode() == 401
        && answer.headers().firstValue("WWW-Authenticate").isPresent()
        && answer.headers().firstValue("X-Openstack-Request-Id").isPresent()
        && answer.body().contains("Authentication is required.");
  }

  @Test
  void aTokenThatIsUnknownIsAsGoodAsNone() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (String route : routes()) {
      HttpResponse<String> answer = send(route, "id-alpha", ours, "nobody");
      // Nobody is told more than that it was too often.
      boolean tooOften =
          answer.statusCode() == 429 || answer.body().contains("<Code>Throttling</Code>");
      if (answer.statusCode() != 401 && !tooOften) {
        wrong.add(route + " -> " + answer.statusCode() + " " + answer.body());
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void anotherProjectInThePathIsRefusedAlikeWhetherItIsThereOrNot() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (String route : inProjects()) {
      for (String project : List.of("id-beta", "beta")) {
        HttpResponse<String> there = send(route, project, theirs, "member");
        HttpResponse<String> nowhere = send(route, "nosuch", NOBODYS, "member");
        if (there.statusCode() != 403 || !there.body().equals(nowhere.body())) {
          wrong.add(route + " -> " + there.statusCode() + " " + there.body() + nowhere.body());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void anotherProjectsIdsAreAnsweredAsUnknownOnes() throws Exception {
    List<String> wrong = new ArrayList<>();
    int compared = 0;
    for (String route : inProjects()) {
      if (!route.contains("{id") && !route.contains("{stack}")) {
        continue;
      }
      compared++;
      String foreign = told(send(route, "id-alpha", theirs, "member"), theirs);
      String unknown = told(send(route, "id-alpha", NOBODYS, "member"), NOBODYS);
      if (!foreign.equals(unknown) || !foreign.startsWith("4")) {
        wrong.add(route + " -> " + foreign + " but for an unknown one " + unknown);
      }
    }
    assertThat(compared).isGreaterThan(30);
    assertThat(wrong).isEmpty();
    assertThat(send("GET", "/v1/id-beta/stacks/theirs/" + theirs.get("id"), "foreign", "").body())
        .contains("CREATE_");
  }

  @Test
  void aSearchFindsNothingOfAnotherProject() throws Exception {
    String id = theirs.getOrDefault("id", "");
    for (String word : List.of("theirs", "THEIR", "th", id, id.substring(4, 12))) {
      String asked = "/search?kind=stack&kind=resource&q=" + word;
      assertThat(send("GET", "/v2/id-beta" + asked, "foreign", "").body())
          .as(word)
          .contains("\"stack\":\"theirs\"");
      assertThat(send("GET", "/v2/id-alpha" + asked, "member", "").body())
          .as(word)
          .contains("\"hits\":[]");
      assertThat(send("GET", "/v2/id-beta" + asked, "member", "").statusCode()).isEqualTo(403);
    }
  }

  private static String told(HttpResponse<String> answer, Map<String, String> of) {
    return answer.statusCode()
        + " "
        + answer
            .body()
            .replace(of.getOrDefault("id", ""), "ID")
            .replace(of.getOrDefault("name", ""), "NAME");
  }

  @Test
  void aReaderReadsAndChangesNothing() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (String route : routes()) {
      boolean reads =
          OPEN.contains(route)
              || ASKED_BY_POST.contains(route)
              || (route.startsWith("GET ")
                  && !OPERATORS.contains(route)
                  && !CARRIED_AWAY.contains(route)
                  && !route.startsWith("GET /v2/audit"));
      int status = send(route, "id-alpha", ours, "reader").statusCode();
      if (reads ? status == 401 || status == 403 : status != 403) {
        wrong.add(route + " -> " + status);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(send("GET", "/v1/id-alpha/stacks/ours/" + ours.get("id"), "reader", "").body())
        .contains("CREATE_");
  }

  @Test
  void whatIsTheOperatorsIsForAdmins() throws Exception {
    for (String route : OPERATORS) {
      assertThat(send(route, "id-alpha", ours, "member").statusCode()).as(route).isEqualTo(403);
      assertThat(send(route, "id-alpha", ours, "admin").statusCode()).as(route).isEqualTo(200);
    }
  }

  @Test
  void anAdminGoesToAnyProjectByItsId() throws Exception {
    assertThat(send("GET", "/v1/id-beta/stacks", "admin", "").body()).contains("theirs");
    assertThat(send("GET", "/v1/id-alpha/stacks", "admin", "").body())
        .contains("ours")
        .doesNotContain("theirs");
  }

  @Test
  void aProjectMayBeCalledByItsNameAndLinksNameItsId() throws Exception {
    HttpResponse<String> answer = send("GET", "/v1/alpha/stacks", "reader", "");

    assertThat(answer.body()).contains("/v1/id-alpha/stacks/ours/").doesNotContain("theirs");
  }

  @Test
  void anAgentJoinsAndDoesNothingElse() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (String route : routes()) {
      int status = send(route, "id-gamma", ours, "agent").statusCode();
      boolean may = OPEN.contains(route) || route.equals("POST /v2/hosts");
      if (may ? status == 403 || status == 401 : status != 403) {
        wrong.add(route + " -> " + status);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void aBearerTokenAndHeatsHeaderAreTheSame() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.base() + "/v1/id-alpha/stacks"))
            .header("Authorization", "Bearer token-of-reader")
            .build();
    assertThat(server.send(request).statusCode()).isEqualTo(200);
  }

  @Test
  void aPathThatLeadsNowhereTellsAStrangerNothing() throws Exception {
    assertThat(send("GET", "/nowhere", "", "").statusCode()).isEqualTo(401);
    assertThat(send("GET", "/nowhere?signature=x", "", "").statusCode()).isEqualTo(401);
    assertThat(send("GET", "/nowhere", "reader", "").statusCode()).isEqualTo(404);
    assertThat(send("PUT", "/v1/id-alpha/stacks", "reader", "").statusCode()).isEqualTo(405);
  }

  @Test
  void aSignedAddressIsGoodForItsSignalAloneAndNotForEver() throws Exception {
    String id = ours.getOrDefault("id", "");
    String path = "/v1/id-alpha/stacks/ours/" + id + "/resources/a/signal";
    String resource = "5f0d7c1e-9a51-4a2c-8f5c-1f2e3d4c5b6a";
    String good = signed(path, resource, Duration.ofMinutes(1));

    // Somebody who may signal hears that there is no such resource any more.
    assertThat(send("POST", path + "?" + good, "", "").statusCode()).isEqualTo(404);
    assertThat(send("POST", path, "", "").statusCode()).isEqualTo(401);
    assertThat(send("POST", path, "reader", "").statusCode()).isEqualTo(403);
    String arn =
        "/v1/signal/arn%3Aopenstack%3Aheat%3A%3Aid-alpha%3Astacks/ours/" + id + "/resources/a";
    String decoded = arn.replace("%3A", ":");
    assertThat(
            send("POST", arn + "?" + signed(decoded, resource, Duration.ofMinutes(1)), "", "")
                .statusCode())
        .isEqualTo(404);
    List<String> bad =
        List.of(
            good.replace("signature=", "signature=x"),
            good.replaceFirst("expires=\\d", "expires=9"),
            good.replace(resource, resource.replace('5', '6')),
            good + "&resource=" + resource,
            good.replaceFirst("&signature=.*", "&signature="),
            signed(path, resource, Duration.ofSeconds(-1)),
            signed(path.replace("/a/", "/b/"), resource, Duration.ofMinutes(1)));
    for (String query : bad) {
      for (String user : List.of("", "member")) {
        HttpResponse<String> answer = send("POST", path + "?" + query, user, "");
        assertThat(answer.statusCode()).as(query + " " + user).isEqualTo(403);
        assertThat(answer.body()).contains("\"type\":\"Forbidden\"").contains("expired");
      }
    }
    String elsewhere = "/v1/id-alpha/stacks/ours/" + id;
    assertThat(
            send(
                    "DELETE",
                    elsewhere + "?" + signed(elsewhere, resource, Duration.ofMinutes(1)),
                    "",
                    "")
                .statusCode())
        .isEqualTo(401);
  }

  private static String signed(String path, String resource, Duration lifetime) {
    return TestServer.SIGNED.query(path, resource, Instant.now().plus(lifetime));
  }

  @Test
  void whoChangesSomethingIsWrittenDownBeforeAndAfterAndWhoIsRefusedToo() throws Exception {
    Map<String, String> made = stack("member", "id-alpha", "watched");
    String path = "/v1/id-alpha/stacks/watched/" + made.get("id");
    send("DELETE", path, "reader", "");
    send("GET", path, "reader", "");
    send("POST", "/v1/id-alpha/validate", "reader", "{}");
    send("GET", "/v1/id-alpha/stacks?token=token-of-nobody", "nobody", "");

    List<AuditEntry> log =
        server.itself().audit().newest(Long.MAX_VALUE, 10_000).stream()
            .map(AuditStore.Kept::entry)
            .toList();
    assertThat(log)
        .filteredOn(entry -> entry.path().equals(path))
        .extracting(entry -> entry.kind() + " " + entry.user() + " " + entry.status())
        .containsExactly("REFUSED reader Optional[403]");
    String request =
        log.stream()
            .filter(entry -> entry.kind() == AuditEntry.Kind.ENDED)
            .filter(entry -> entry.route().equals("/v1/{project}/stacks"))
            .filter(entry -> entry.status().equals(Optional.of(201)))
            .map(AuditEntry::requestId)
            .findFirst()
            .orElseThrow();
    assertThat(log)
        .filteredOn(entry -> entry.requestId().equals(request))
        .extracting(
            entry ->
                "%s %s %s %s"
                    .formatted(
                        entry.kind(), entry.user(), entry.project().orElse(""), entry.means()))
        .containsExactly("ENDED member id-alpha token", "BEGUN member id-alpha token");
    assertThat(log)
        .noneMatch(
            entry -> entry.route().endsWith("/validate") && entry.kind() == AuditEntry.Kind.BEGUN);
    assertThat(log).anyMatch(entry -> entry.status().equals(Optional.of(401)));
    assertThat(log.toString()).doesNotContain("token-of-");
  }

  @Test
  void anAgentsHeartbeatsAreNotWrittenDownButItsJoiningIs() throws Exception {
    String host = "{\"name\": \"c1\", \"url\": \"http://127.0.0.1:7001\", \"runtime\": \"docker\"}";
    for (int i = 0; i < 5; i++) {
      assertThat(send("POST", "/v2/hosts", "agent", host).statusCode()).isEqualTo(200);
    }
    assertThat(
            server.itself().audit().newest(Long.MAX_VALUE, 10_000).stream()
                .map(AuditStore.Kept::entry)
                .filter(entry -> entry.user().equals("agent"))
                .filter(entry -> entry.status().equals(Optional.of(200))))
        .hasSize(1);
  }

  @Test
  void aRefusalUnderV2IsAProblemAndUnderV1HeatsError() throws Exception {
    String elsewhere =
        "Access was denied to this resource: the path names another project than alpha, which"
            + " member is of.\"";
    assertThat(send("GET", "/v2/id-beta/stacks/theirs/drift", "member", "").body())
        .contains("\"detail\":\"" + elsewhere);
    assertThat(send("GET", "/v1/id-beta/stacks", "member", "").body())
        .contains("\"type\":\"Forbidden\"")
        .contains("\"message\":\"" + elsewhere);
  }

  @Test
  void aRoleThatIsTooSmallIsNamedBesideTheOneThatIsAskedFor() throws Exception {
    assertThat(send("POST", "/v1/alpha/stacks", "reader", "{}").body())
        .contains("it is for the role member, and reader has reader in project alpha.\"");
    assertThat(send("POST", "/v2/alpha/plans", "reader", "{}").body())
        .contains("it is for the role member, and reader has reader in project alpha.\"");
    assertThat(send("GET", "/v2/audit", "member", "").body())
        .contains("it is for the role admin, and member has member in project alpha.\"");
    assertThat(send("GET", "/v1/gamma/stacks", "agent", "").body())
        .contains("it is for the role reader, and agent has host in project gamma.\"");
  }

  private static SortedSet<String> routes() {
    return server.itself().routes();
  }

  private static List<String> inProjects() {
    return routes().stream().filter(route -> route.contains("{project}")).toList();
  }

  private static HttpResponse<String> send(
      String route, String project, Map<String, String> stack, String user) throws Exception {
    String[] parts = route.split(" ", 2);
    return send(parts[0], filledIn(parts[1], project, stack), user, "{}");
  }

  private static HttpResponse<String> send(String method, String path, String user, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.base() + path))
            .header("Content-Type", "application/json")
            .method(
                method,
                method.equals("GET")
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!user.isEmpty()) {
      request.header("X-Auth-Token", KnownCallers.token(user));
    }
    return server.send(request.build());
  }

  /** A pattern with something in place of each of its variables, whose own patterns have braces. */
  private static String filledIn(String pattern, String project, Map<String, String> stack) {
    var path = new StringBuilder();
    for (int at = 0; at < pattern.length(); at++) {
      if (pattern.charAt(at) != '{') {
        path.append(pattern.charAt(at));
        continue;
      }
      int from = at + 1;
      for (int depth = 1; depth > 0; ) {
        at++;
        depth += pattern.charAt(at) == '{' ? 1 : pattern.charAt(at) == '}' ? -1 : 0;
      }
      String variable = pattern.substring(from, at);
      String value =
          switch (variable.split(":", 2)[0]) {
            case "project" -> project;
            case "id" -> stack.getOrDefault("id", "");
            case "name", "stack" -> stack.getOrDefault("name", "");
            case "tail" -> variable.contains("snapshots}") ? "outputs" : "resources";
            case "*rest" -> "/x";
            case "number" -> "1";
            case "resource" -> "a";
            case "type" -> "OS::Heat::Value";
            default -> "x";
          };
      path.append(
          value.startsWith("/")
              ? value.substring(1)
              : URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
    }
    return path.toString();
  }
}
