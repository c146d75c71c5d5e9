package io.kiln.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.it.harness.AgentProcess;
import io.kiln.it.harness.Docker;
import io.kiln.it.harness.Engine;
import io.kiln.it.harness.Eventually;
import io.kiln.it.harness.Server;
import io.kiln.it.harness.Site;
import io.kiln.it.harness.Stack;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Something below the server goes away while a stack is made, and comes back. */
class HostGoneIT {

  private static final int CONTAINERS = 6;

  @RegisterExtension final Site site = Site.real();

  @Test
  void aStackWaitsForAKilledAgentSaysSoAndIsCompleteWhenItIsBack() {
    AgentProcess agent = site.host("h2");
    Docker docker = Engine.named("h2").docker();
    Stack stack = site.create("agent", Services.chain("h2", CONTAINERS));
    awaitSome(docker, stack);
    agent.process().kill();
    try {
      awaitTrouble(stack, "h2");
      assertThat(stack.status()).isEqualTo("CREATE_IN_PROGRESS");
    } finally {
      agent.restart();
    }
    stack.await("CREATE_COMPLETE");
    assertAllOnce(docker, stack);
  }

  @Test
  void aStackWaitsForAStoppedEngineSaysSoAndIsCompleteWhenItIsBack() {
    site.host("h3");
    Engine engine = Engine.named("h3");
    Stack stack = site.create("engine", Services.chain("h3", CONTAINERS));
    awaitSome(engine.docker(), stack);
    engine.stop();
    try {
      awaitTrouble(stack, "h3");
      assertThat(stack.status()).isEqualTo("CREATE_IN_PROGRESS");
    } finally {
      engine.start();
    }
    stack.await("CREATE_COMPLETE");
    assertAllOnce(engine.docker(), stack);
  }

  @Test
  void aStackIsDeletedFromAHostThatIsGoneForGoodOnceThatIsSaid() {
    Server server = site.server();
    Optional<URI> engine = Optional.of(Engine.named("h2").address());
    try (AgentProcess agent = AgentProcess.join(server, "leaver", engine)) {
      Stack stack = site.create("left", Services.chain("leaver", 1)).await("CREATE_COMPLETE");
      agent.process().kill();
      stack.delete();
      Eventually.until(
          "the stack says how to end the wait",
          Duration.ofSeconds(60),
          () -> stack.resources().values().toString().contains("kiln host delete leaver"),
          () -> stack.story() + stack.resources().values());
      Eventually.until(
          "the host counts as down and is let go",
          Duration.ofSeconds(60),
          () -> server.api().call("DELETE", "/v2/hosts/leaver", Optional.empty()).status() == 204,
          stack::story);
      stack.await("DELETE_COMPLETE");
    }
  }

  private static void awaitSome(Docker docker, Stack stack) {
    Eventually.until(
        "the first container is there",
        Duration.ofSeconds(30),
        () -> !docker.of(stack).isEmpty(),
        stack::story);
  }

  /** The resource in progress, or an event, names the host and what is wrong with it. */
  private static void awaitTrouble(Stack stack, String host) {
    Eventually.until(
        "the stack says what it waits for",
        Duration.ofSeconds(30),
        () ->
            stack.resources().values().stream()
                .filter(
                    resource ->
                        resource.path("resource_status").asString().equals("CREATE_IN_PROGRESS"))
                .map(resource -> resource.path("resource_status_reason").asString(""))
                .anyMatch(reason -> reason.contains(host)),
        () -> stack.story() + stack.resources().values());
  }

  private static void assertAllOnce(Docker docker, Stack stack) {
    assertThat(docker.of(stack)).hasSize(CONTAINERS).allMatch(Docker.Seen::running);
  }
}
