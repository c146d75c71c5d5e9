package io.kiln.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.it.harness.Docker;
import io.kiln.it.harness.Docker.Seen;
import io.kiln.it.harness.Engine;
import io.kiln.it.harness.Site;
import io.kiln.it.harness.Stack;
import io.kiln.it.harness.Wanted;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Check, suspend and resume of containers that really run. */
class ActionsIT {

  @RegisterExtension final Site site = Site.real();

  @Test
  void suspendedContainersAreKeptAndTheSameOnesRunAgain() {
    Stack stack = site.create("acts", services()).await("CREATE_COMPLETE");
    Docker docker = Engine.named("local").docker();
    Set<String> made = ids(docker, stack);
    assertThat(docker.of(stack)).hasSize(2).allMatch(Seen::running);
    stack.act("check").await("CHECK_COMPLETE");

    stack.act("suspend").await("SUSPEND_COMPLETE");
    assertThat(docker.of(stack)).hasSize(2).noneMatch(Seen::running);
    assertThat(ids(docker, stack)).isEqualTo(made);
    stack.act("resume").await("RESUME_COMPLETE");
    assertThat(docker.of(stack)).hasSize(2).allMatch(Seen::running);
    assertThat(ids(docker, stack)).isEqualTo(made);

    stack.act("suspend").await("SUSPEND_COMPLETE");
    stack.update(services()).await("UPDATE_COMPLETE");
    assertThat(docker.of(stack)).hasSize(2).allMatch(Seen::running);
    assertThat(ids(docker, stack)).isEqualTo(made);
  }

  @Test
  void aCheckNamesWhatIsGoneAndTheNextUpdateMakesItAgain() {
    Stack stack = site.create("acts", services()).await("CREATE_COMPLETE");
    Docker docker = Engine.named("local").docker();
    Seen data =
        docker.of(stack).stream()
            .filter(container -> container.name().endsWith("-data"))
            .findFirst()
            .orElseThrow();
    docker.remove(data.id());
    stack.act("check").awaitSettled("CHECK_FAILED");
    assertThat(stack.reason())
        .isEqualTo(
            "Resource CHECK failed: resources.data: %s on host local: there is no container of that name"
                .formatted(data.name()));
    assertThat(stack.resource("web").path("resource_status").asString())
        .isEqualTo("CHECK_COMPLETE");

    stack.update(services()).await("UPDATE_COMPLETE");
    assertThat(docker.of(stack)).hasSize(2).allMatch(Seen::running);
  }

  private static Set<String> ids(Docker docker, Stack stack) {
    return docker.of(stack).stream().map(Seen::id).collect(Collectors.toSet());
  }

  private static Wanted services() {
    return Wanted.of(
        "heat_template_version: 2018-08-31\nresources:\n"
            + Services.service("data", List.of("local"), "kiln/hello:1")
            + Services.service("web", List.of("local"), "kiln/hello:1")
            + "    depends_on: data\n");
  }
}
