package io.kiln.hooks.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.hooks.agent.runtime.ContainerRuntime;
import io.kiln.hooks.agent.runtime.SimulatedRuntime;
import io.kiln.hooks.protocol.DeploymentItem;
import io.kiln.hooks.protocol.DeploymentItem.Input;
import io.kiln.hooks.protocol.Failure;
import io.kiln.hooks.protocol.ImagePull;
import io.kiln.hooks.protocol.OperationStatus;
import io.kiln.hooks.protocol.Result;
import io.kiln.hooks.protocol.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

final class SimulatedAgentTest extends AgentContract {

  @TempDir Path engine;
  private @Nullable SimulatedRuntime shared;

  /** One engine however often it is opened, as a real one is. */
  @Override
  ContainerRuntime openRuntime() throws IOException {
    return engine();
  }

  @Override
  String image(int number) {
    return "kiln-test/busybox:" + number;
  }

  @Test
  void anImageThatCannotBePulledSaysSoInTheEnginesWords() throws IOException {
    OperationStatus status =
        run(new Work.ApplyContainer(running().withImage("missing/keystone:1", ImagePull.MISSING)));
    assertThat(status.failure().orElseThrow())
        .isEqualTo(
            new Failure(
                Failure.Cause.IMAGE,
                "host h1: image missing/keystone:1 is not on host h1 and could not be pulled:"
                    + " there is no image missing/keystone:1 (simulated)",
                true));
  }

  @Test
  void whileTheEngineIsAwayAnOperationWaitsAndThenGoesOn() throws IOException {
    engine().setDown(true);
    OperationStatus status = submit("patient", new Work.ApplyContainer(running()));
    while (!status.progress().startsWith("waiting")) {
      status = agent.await("patient", Duration.ofSeconds(10));
    }
    assertThat(status.state()).isEqualTo(OperationStatus.State.RUNNING);
    assertThat(status.progress())
        .isEqualTo("waiting for the Docker engine on host h1: connection refused (simulated)");
    assertThat(agent.status().trouble()).isPresent();
    engine().setDown(false);
    assertThat(await(status).state()).isEqualTo(OperationStatus.State.DONE);
  }

  @Test
  void containersOutliveTheSimulation() throws IOException {
    apply(running());
    try (SimulatedRuntime later = new SimulatedRuntime(engine.resolve("simulated"))) {
      assertThat(later.of(identity)).isEqualTo(runtime.of(identity));
    }
  }

  @Test
  void whatIsKeptOfAFailedScriptHoldsNoneOfItsSecrets() throws IOException {
    DeploymentItem item =
        new DeploymentItem(
            "d1",
            "leaky",
            "script",
            "echo $given and $secret; echo failing with $secret and $pin >&2; exit 1",
            List.of(
                new Input("given", "String", StringNode.valueOf("in-the-open")),
                new Input("secret", "String", StringNode.valueOf("LEAKME99"), true),
                new Input("pin", "Number", IntNode.valueOf(48151), true)),
            List.of(),
            Map.of(),
            Duration.ofSeconds(20));
    OperationStatus status = run(new Work.Deploy(item));
    assertThat(status.result())
        .contains(
            new Result.Deployed(
                1,
                "in-the-open and <input secret>\n",
                "failing with <input secret> and <input pin>\n",
                Map.of()));
    try (Stream<Path> kept = Files.list(data.resolve("operations"))) {
      assertThat(kept.toList())
          .isNotEmpty()
          .allSatisfy(
              file -> assertThat(Files.readString(file)).doesNotContain("LEAKME99", "48151"));
    }
  }

  private SimulatedRuntime engine() throws IOException {
    SimulatedRuntime open = shared;
    if (open == null) {
      open = new SimulatedRuntime(engine.resolve("simulated"));
      shared = open;
    }
    return open;
  }
}
