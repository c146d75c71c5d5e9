package io.kiln.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.RestartPolicy;
import io.kiln.it.harness.Api;
import io.kiln.it.harness.Docker;
import io.kiln.it.harness.Docker.Happened;
import io.kiln.it.harness.Docker.Seen;
import io.kiln.it.harness.Engine;
import io.kiln.it.harness.Eventually;
import io.kiln.it.harness.Site;
import io.kiln.it.harness.Stack;
import io.kiln.it.harness.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Hands that touch real containers: seen by a look, put right by an update that converges. */
class DriftIT {

  private static final List<String> HOSTS = List.of("local", "h2");

  @RegisterExtension final Site site = Site.real();

  @BeforeEach
  void twoHosts() {
    site.host("h2");
  }

  @Test
  void whatSomebodyRemovedOrAlteredIsSeenAndExactlyThatIsPutRight() {
    Stack stack = site.create("drift", services()).await("CREATE_COMPLETE");
    String web = stack.name() + "-web";
    String data = stack.name() + "-data";
    Map<String, Seen> before = containers(stack);
    assertThat(before).hasSize(3);

    Instant looking = Instant.now();
    assertThat(look(stack).path("drift").asString()).isEqualTo("IN_SYNC");
    assertThat(writes(looking)).as("a look writes nothing").isEmpty();

    docker("h2").remove(id(before, "h2 " + web));
    docker("local")
        .raw()
        .updateContainerCmd(id(before, "local " + data))
        .withRestartPolicy(RestartPolicy.alwaysRestart())
        .exec();
    JsonNode drift = look(stack);
    assertThat(drift.path("drift").asString()).isEqualTo("DRIFTED");
    assertThat(differences(drift))
        .containsExactlyInAnyOrder(
            "data containers.local.restart: unless-stopped -> always",
            "web containers.h2.state: running -> missing");
    assertThat(stack.status()).isEqualTo("CREATE_COMPLETE");

    Instant unchanged = Instant.now();
    update(stack, false);
    assertThat(writes(unchanged)).as("an update that does not converge").isEmpty();

    JsonNode plan = plan(stack);
    assertThat(effects(plan))
        .containsExactlyInAnyOrder("create " + web + " on h2", "replace " + data + " on local");
    assertThat(writes(unchanged)).as("a preview writes nothing").isEmpty();

    update(stack, true);
    Map<String, Seen> after = containers(stack);
    assertThat(after).hasSize(3);
    assertThat(after.get("local " + web)).as("was right").isEqualTo(before.get("local " + web));
    assertThat(id(after, "h2 " + web)).isNotEqualTo(id(before, "h2 " + web));
    assertThat(id(after, "local " + data)).isNotEqualTo(id(before, "local " + data));
    assertThat(after.values()).allMatch(Seen::running);
    assertThat(look(stack).path("drift").asString()).isEqualTo("IN_SYNC");

    Instant again = Instant.now();
    update(stack, true);
    assertThat(containers(stack)).isEqualTo(after);
    assertThat(writes(again)).as("nothing is left to put right").isEmpty();
  }

  @Test
  void aContainerOfSomebodyElseServesAStackAndOutlivesIt() {
    String name = Site.marked("theirs");
    String theirs =
        docker("local")
            .raw()
            .createContainerCmd("kiln/hello:1")
            .withName(name)
            .withCmd("sleep", "1000")
            .exec()
            .getId();
    try {
      Instant since = Instant.now();
      Stack stack =
          site.create(
                  "external",
                  Wanted.of(
                      """
                      heat_template_version: 2018-08-31
                      resources:
                        theirs:
                          type: Kiln::ContainerService
                          external_id: %s
                      outputs:
                        image: {value: {get_attr: [theirs, image]}}
                      """
                          .formatted(name)))
              .await("CREATE_COMPLETE");
      assertThat(stack.output("image").asString()).isEqualTo("kiln/hello:1");
      assertThat(stack.resource("theirs").path("resource_status").asString())
          .isEqualTo("CHECK_COMPLETE");
      stack.delete().await("DELETE_COMPLETE");
      assertThat(writes(since)).isEmpty();
      assertThat(docker("local").raw().inspectContainerCmd(theirs).exec().getId())
          .isEqualTo(theirs);
    } finally {
      docker("local").remove(theirs);
    }
  }

  private static Wanted services() {
    return Wanted.of(
        "heat_template_version: 2018-08-31\nresources:\n"
            + Services.service("web", HOSTS, "kiln/hello:1")
            + Services.service("data", List.of("local"), "kiln/hello:1"));
  }

  private JsonNode look(Stack stack) {
    String path = "/v2/admin/stacks/" + stack.name() + "/drift";
    Api.Answer begun = site.server().api().call("POST", path, Optional.empty());
    assertThat(begun.status()).isEqualTo(202);
    return Eventually.eventually(
        "a look has ended",
        Duration.ofSeconds(60),
        () ->
            Optional.of(site.server().api().call("GET", path, Optional.empty()).body())
                .filter(found -> !found.path("status").asString("").equals("IN_PROGRESS")),
        stack::story);
  }

  private void update(Stack stack, boolean converge) {
    long ended = ended(stack);
    Api.Answer answer =
        site.server()
            .api()
            .heat(
                "PATCH",
                "/stacks/" + stack.name() + "/" + stack.id(),
                Optional.of(Map.of("converge", converge)));
    assertThat(answer.status()).isEqualTo(202);
    Eventually.until(
        "the update has ended", Duration.ofSeconds(60), () -> ended(stack) > ended, stack::story);
    assertThat(stack.status()).as(stack.story()).isEqualTo("UPDATE_COMPLETE");
  }

  private static long ended(Stack stack) {
    return stack.events().stream()
        .filter(event -> event.matches(stack.name() + " UPDATE_(COMPLETE|FAILED) .*"))
        .count();
  }

  private JsonNode plan(Stack stack) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("stack_name", stack.name());
    body.put("converge", true);
    return site.server()
        .api()
        .call("POST", "/v2/admin/plan?existing=true", Optional.of(body))
        .body();
  }

  private static List<String> effects(JsonNode plan) {
    return plan.path("steps")
        .valueStream()
        .flatMap(step -> step.path("effects").valueStream())
        .map(
            effect ->
                "%s %s on %s"
                    .formatted(
                        effect.path("verb").asString(),
                        effect.path("name").asString(),
                        effect.path("host").asString()))
        .toList();
  }

  private static List<String> differences(JsonNode drift) {
    return drift
        .path("resources")
        .valueStream()
        .flatMap(
            resource ->
                resource
                    .path("differences")
                    .valueStream()
                    .map(
                        difference ->
                            "%s %s: %s -> %s"
                                .formatted(
                                    resource.path("resource").asString(),
                                    difference.path("property").asString(),
                                    difference.path("expected").asString(),
                                    difference.path("actual").asString())))
        .toList();
  }

  private static Docker docker(String host) {
    return Engine.named(host).docker();
  }

  private static String id(Map<String, Seen> containers, String name) {
    return Objects.requireNonNull(containers.get(name)).id();
  }

  private static Map<String, Seen> containers(Stack stack) {
    Map<String, Seen> all = new LinkedHashMap<>();
    for (String host : HOSTS) {
      docker(host).of(stack).forEach(seen -> all.put(host + " " + seen.name(), seen));
    }
    return all;
  }

  private static List<Happened> writes(Instant since) {
    return HOSTS.stream()
        .flatMap(host -> docker(host).during(since, Instant.now()).stream())
        .toList();
  }
}
