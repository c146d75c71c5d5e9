package io.kiln.hooks.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.hooks.agent.runtime.ContainerRuntime;
import io.kiln.hooks.agent.runtime.SimulatedRuntime;
import io.kiln.hooks.protocol.Failure;
import io.kiln.hooks.protocol.ImagePull;
import io.kiln.hooks.protocol.OperationStatus;
import io.kiln.hooks.protocol.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  private SimulatedRuntime engine() throws IOException {
    SimulatedRuntime open = shared;
    if (open == null) {
      open = new SimulatedRuntime(engine.resolve("simulated"));
      shared = open;
    }
    return open;
  }
}
