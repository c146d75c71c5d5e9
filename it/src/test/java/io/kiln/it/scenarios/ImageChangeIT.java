package io.kiln.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** A new image for one of two services on three hosts with an engine each. */
class ImageChangeIT {

  private static final List<String> HOSTS = List.of("local", "h2", "h3");

  @RegisterExtension final Site site = Site.real();

  @BeforeEach
  void threeHosts() {
    site.host("h2");
    site.host("h3");
  }

  @Test
  void exactlyThePreviewedContainersAreReplacedOneHostAtATimeAndThenNothingMore() {
    Stack stack = site.create("image", services("kiln/hello:1")).await("CREATE_COMPLETE");
    Map<String, Seen> before = containers(stack);
    assertThat(before).hasSize(6);

    Instant previewing = Instant.now();
    JsonNode plan = stack.plan(services("kiln/hello:2"));
    assertThat(replacements(plan))
        .containsExactly(
            stack.name() + "-web on local",
            stack.name() + "-web on h2",
            stack.name() + "-web on h3");
    assertThat(plan.path("summary").path("update").asInt()).isEqualTo(1);
    assertThat(writes(previewing)).as("the preview writes nothing").isEmpty();
    assertThat(containers(stack)).isEqualTo(before);

    Instant updating = Instant.now();
    stack.update(services("kiln/hello:2")).await("UPDATE_COMPLETE");
    Map<String, Seen> after = containers(stack);
    assertThat(after).hasSize(6);
    for (String host : HOSTS) {
      String web = host + " " + stack.name() + "-web";
      String data = host + " " + stack.name() + "-data";
      assertThat(after.get(data)).as("the other service on %s", host).isEqualTo(before.get(data));
      assertThat(after.get(web)).returns(true, Seen::running).returns("kiln/hello:2", Seen::image);
      assertThat(after.get(web)).extracting(Seen::id).isNotEqualTo(id(before.get(web)));
    }
    for (int i = 1; i < HOSTS.size(); i++) {
      assertThat(at(HOSTS.get(i), "die", updating))
          .as("%s stops after %s has started", HOSTS.get(i), HOSTS.get(i - 1))
          .isAfter(at(HOSTS.get(i - 1), "start", updating));
    }

    Instant again = Instant.now();
    assertThat(stack.plan(services("kiln/hello:2")).path("steps")).isEmpty();
    stack.update(services("kiln/hello:2")).await("UPDATE_COMPLETE");
    awaitSecondUpdate(stack);
    assertThat(containers(stack)).isEqualTo(after);
    assertThat(writes(again)).as("writes of an update that changes nothing").isEmpty();
  }

  /** The status was UPDATE_COMPLETE before: the events say when it is again. */
  private static void awaitSecondUpdate(Stack stack) {
    Eventually.until(
        "a second update has ended",
        Duration.ofSeconds(30),
        () ->
            stack.events().stream()
                    .filter(event -> event.startsWith(stack.name() + " UPDATE_COMPLETE"))
                    .count()
                == 2,
        stack::story);
  }

  private static Wanted services(String image) {
    return Wanted.of(
        "heat_template_version: 2018-08-31\nresources:\n"
            + Services.service("web", HOSTS, image)
            + Services.service("data", HOSTS, "kiln/hello:1"));
  }

  private static String id(@Nullable Seen container) {
    return Objects.requireNonNull(container).id();
  }

  private static Map<String, Seen> containers(Stack stack) {
    Map<String, Seen> all = new LinkedHashMap<>();
    for (String host : HOSTS) {
      Docker docker = Engine.named(host).docker();
      docker.of(stack).forEach(container -> all.put(host + " " + container.name(), container));
    }
    return all;
  }

  private static List<String> replacements(JsonNode plan) {
    return plan.path("steps")
        .valueStream()
        .flatMap(step -> step.path("effects").valueStream())
        .filter(effect -> effect.path("verb").asString().equalsIgnoreCase("replace"))
        .map(effect -> effect.path("name").asString() + " on " + effect.path("host").asString())
        .toList();
  }

  private static List<Happened> writes(Instant since) {
    return HOSTS.stream()
        .flatMap(host -> Engine.named(host).docker().during(since, Instant.now()).stream())
        .toList();
  }

  private static Instant at(String host, String action, Instant since) {
    List<Instant> found =
        Engine.named(host).docker().during(since, Instant.now()).stream()
            .filter(happened -> happened.action().equals(action))
            .map(Happened::at)
            .toList();
    assertThat(found).as("%s on %s", action, host).hasSize(1);
    return found.getFirst();
  }
}
