package io.kiln.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.api.auth.KnownCallers;
import io.kiln.api.boot.TestServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lists of what every project has: on a server that allows it for admins, whatever project they are
 * in, and for nobody else.
 */
class AllProjectsTest {

  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private static Path folder = Path.of("");

  @RegisterExtension
  private static final ServerUnderTest server =
      new ServerUnderTest(
          () ->
              TestServer.start(
                  KnownCallers.of(
                      folder,
                      "ada alpha member",
                      "rea alpha reader",
                      "bob beta member",
                      "eve gamma admin"),
                  List.of("--all-projects")));

  @BeforeAll
  static void start() throws Exception {
    make("ada", "alpha", "one", "blue");
    make("bob", "beta", "one", "green");
    make("bob", "beta", "two", "blue");
  }

  private static void make(String user, String project, String name, String tag) throws Exception {
    HttpResponse<String> made =
        send(
            user,
            HttpRequest.newBuilder(at("/v1/%s/stacks".formatted(project)))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        """
                        {"stack_name": "%s", "tags": "%s",
                         "files": {"in.yaml": "heat_template_version: 2018-08-31"},
                         "template": {"heat_template_version": "2018-08-31",
                           "resources": {"in": {"type": "in.yaml"}}}}
                        """
                            .formatted(name, tag))));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
  }

  private static URI at(String path) {
    return URI.create(server.base() + path);
  }

  private static HttpResponse<String> send(String user, HttpRequest.Builder request)
      throws Exception {
    return server.send(request.header("X-Auth-Token", KnownCallers.token(user)).build());
  }

  private static HttpResponse<String> get(String user, String path) throws Exception {
    return send(user, HttpRequest.newBuilder(at(path)));
  }

  /** What an admin of another project is shown. */
  private static JsonNode listed(String query) throws Exception {
    HttpResponse<String> answer = get("eve", "/v1/gamma/stacks?global_tenant=True" + query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static List<String> names(JsonNode list) {
    List<String> names = new ArrayList<>();
    for (JsonNode stack : list.path("stacks")) {
      names.add(stack.path("project").asString() + "/" + stack.path("stack_name").asString());
    }
    return names;
  }

  @Test
  void anAdminSeesTheStacksOfEveryProjectEachWithItsProject() throws Exception {
    assertThat(names(listed("&with_count=True")))
        .containsExactlyInAnyOrder("id-alpha/one", "id-beta/one", "id-beta/two");
    assertThat(listed("&with_count=True").path("count").asInt()).isEqualTo(3);
  }

  @Test
  void eachLeadsToWhereItIsInItsOwnProject() throws Exception {
    for (JsonNode stack : listed("").path("stacks")) {
      String href = stack.path("links").get(0).path("href").asString();
      assertThat(href).contains("/v1/" + stack.path("project").asString() + "/stacks/");
      assertThat(send("eve", HttpRequest.newBuilder(URI.create(href))).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void softwareConfigsAreListedTheSameWay() throws Exception {
    for (String[] who : List.of(new String[] {"ada", "alpha"}, new String[] {"bob", "beta"})) {
      HttpRequest.Builder config =
          HttpRequest.newBuilder(at("/v1/%s/software_configs".formatted(who[1])))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString("{\"name\": \"of-%s\"}".formatted(who[1])));
      assertThat(send(who[0], config).statusCode()).isEqualTo(200);
    }
    String all = "/software_configs?global_tenant=True";
    assertThat(get("eve", "/v1/gamma" + all).body()).contains("of-alpha", "id-beta", "of-beta");
    assertThat(get("eve", "/v1/gamma/software_configs").body()).doesNotContain("of-");
    HttpResponse<String> refused = get("ada", "/v1/alpha" + all);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body())
        .contains("You are not authorized to use software_configs:global_index.")
        .doesNotContain("beta");
  }

  @Test
  void withoutTheKeyAnAdminSeesTheirOwnProjectAlone() throws Exception {
    assertThat(names(JSON.readTree(get("eve", "/v1/gamma/stacks").body()))).isEmpty();
    assertThat(names(JSON.readTree(get("eve", "/v1/gamma/stacks?global_tenant=False").body())))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ada", "rea"})
  void whoeverIsNoAdminIsToldWhatHeatTellsThem(String user) throws Exception {
    for (String path : List.of("stacks", "stacks/detail")) {
      HttpResponse<String> answer = get(user, "/v1/alpha/" + path + "?global_tenant=True");
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body())
          .contains("You are not authorized to use stacks:global_index.")
          .doesNotContain("beta");
    }
  }

  @Test
  void whereTheOperatorDoesNotAllowItAnAdminIsRefusedToo() throws Exception {
    try (TestServer asHeat = TestServer.start()) {
      HttpResponse<String> answer =
          server.send(
              HttpRequest.newBuilder(
                      URI.create(asHeat.base() + "/v1/gamma/stacks?global_tenant=True"))
                  .build());
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body())
          .contains("You are not authorized to use stacks:global_index.", "--all-projects");
    }
  }

  @Test
  void anotherProjectsNameInAFilterFindsNothingWithoutTheKey() throws Exception {
    assertThat(names(JSON.readTree(get("ada", "/v1/alpha/stacks?tenant=id-beta").body())))
        .isEmpty();
    assertThat(names(JSON.readTree(get("ada", "/v1/alpha/stacks?tenant=id-alpha").body())))
        .containsExactly("id-alpha/one");
  }

  @Test
  void filtersHold() throws Exception {
    assertThat(names(listed("&tenant=id-beta")))
        .containsExactlyInAnyOrder("id-beta/one", "id-beta/two");
    assertThat(names(listed("&name=one"))).containsExactlyInAnyOrder("id-alpha/one", "id-beta/one");
    assertThat(names(listed("&tags=blue")))
        .containsExactlyInAnyOrder("id-alpha/one", "id-beta/two");
    assertThat(names(listed("&username=bob&name=one"))).containsExactly("id-beta/one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "&sort_keys=stack_name&sort_dir=asc",
        "&sort_keys=stack_status",
        "&show_deleted=1"
      })
  void pagesLeadThroughEveryStackOnce(String order) throws Exception {
    List<String> seen = new ArrayList<>();
    Optional<String> next =
        Optional.of(at("/v1/gamma/stacks?global_tenant=True&limit=1" + order).toString());
    while (next.isPresent()) {
      JsonNode page =
          JSON.readTree(send("eve", HttpRequest.newBuilder(URI.create(next.get()))).body());
      seen.addAll(names(page));
      next =
          Optional.of(page.path("links").path(0).path("href").asString(""))
              .filter(to -> !to.isEmpty());
    }
    assertThat(seen).containsExactlyInAnyOrder("id-alpha/one", "id-beta/one", "id-beta/two");
  }

  @Test
  void nestedOnesComeWithTheirRoots() throws Exception {
    JsonNode all = listed("&show_nested=True&with_count=True");
    for (int i = 0; i < 200 && all.path("count").asInt() < 6; i++) {
      Thread.sleep(20); // they are made by a worker
      all = listed("&show_nested=True&with_count=True");
    }
    assertThat(all.path("count").asInt()).isEqualTo(6);
    assertThat(names(all)).filteredOn(name -> name.startsWith("id-alpha/")).hasSize(2);
  }

  @Test
  void inDetailEachHasItsProjectToo() throws Exception {
    JsonNode all = JSON.readTree(get("eve", "/v1/gamma/stacks/detail?global_tenant=True").body());
    assertThat(names(all)).containsExactlyInAnyOrder("id-alpha/one", "id-beta/one", "id-beta/two");
    assertThat(all.path("stacks").get(0).has("parameters")).isTrue();
    assertThat(get("ada", "/v1/alpha/stacks/detail").body()).doesNotContain("\"project\"");
  }
}
