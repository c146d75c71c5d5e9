package io.kiln.hooks.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.HostConfig;
import io.kiln.hooks.agent.runtime.DockerRuntime;
import io.kiln.hooks.protocol.ContainerProcess;
import io.kiln.hooks.protocol.ContainerSpec;
import io.kiln.hooks.protocol.Fence;
import io.kiln.hooks.protocol.Identity;
import io.kiln.hooks.protocol.Network;
import io.kiln.hooks.protocol.Operation;
import io.kiln.hooks.protocol.OperationStatus;
import io.kiln.hooks.protocol.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fifty containers through the agent against fifty through the bare API, in turns. Measured only
 * when asked for with {@code -Dkiln.benchmark=true}, because it needs a quiet machine.
 */
final class StartSpeedTest {

  private static final int CONTAINERS = 50;
  private static final int CONCURRENT = 8;
  private static final int ROUNDS = 3;
  private static final double ALLOWED = 1.25;

  @TempDir Path data;

  @Test
  void fiftyContainersTakeHardlyLongerThanThroughTheBareApi() throws Exception {
    assumeTrue(
        Boolean.getBoolean("kiln.benchmark"),
        "SKIPPED: a benchmark, run with -Dkiln.benchmark=true");
    Optional<String> missing = TestEngine.whatIsMissing();
    assumeTrue(missing.isEmpty(), () -> "SKIPPED, no container really runs: " + missing.get());
    TestEngine.importImages();
    List<Double> raw = new ArrayList<>();
    List<Double> ours = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      raw.add(throughTheBareApi());
      ours.add(throughTheAgent(round));
    }
    double bestRaw = raw.stream().mapToDouble(d -> d).min().orElseThrow();
    double bestOurs = ours.stream().mapToDouble(d -> d).min().orElseThrow();
    String figures =
        "%d containers: bare API %s s, agent %s s, best to best %.2f"
            .formatted(CONTAINERS, raw, ours, bestOurs / bestRaw);
    System.out.println(figures);
    assertThat(bestOurs / bestRaw).as(figures).isLessThan(ALLOWED);
  }

  private static double throughTheBareApi() throws Exception {
    String prefix = "kiln-speed-" + UUID.randomUUID();
    try (DockerClient docker = TestEngine.client();
        ExecutorService threads = Executors.newFixedThreadPool(CONCURRENT)) {
      long start = System.nanoTime();
      List<Future<String>> all = new ArrayList<>();
      for (int i = 0; i < CONTAINERS; i++) {
        String name = prefix + "-" + i;
        all.add(
            threads.submit(
                () -> {
                  String id =
                      docker
                          .createContainerCmd(TestEngine.image(1))
                          .withName(name)
                          .withCmd("sleep", "3600")
                          .withHostConfig(HostConfig.newHostConfig().withNetworkMode("none"))
                          .exec()
                          .getId();
                  docker.startContainerCmd(id).exec();
                  return id;
                }));
      }
      List<String> ids = new ArrayList<>();
      for (Future<String> one : all) {
        ids.add(one.get());
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      for (String id : ids) {
        docker.removeContainerCmd(id).withForce(true).exec();
      }
      return seconds;
    }
  }

  private double throughTheAgent(int round) throws Exception {
    String stack = "speed-" + UUID.randomUUID();
    try (Agent agent =
        new Agent(
            "h1",
            new DockerRuntime(TestEngine.address()),
            data.resolve("round" + round),
            AgentPolicy.permissive(data),
            InstantSource.system())) {
      long start = System.nanoTime();
      for (int i = 0; i < CONTAINERS; i++) {
        agent.submit(operation(stack, i, new Work.ApplyContainer(spec(stack, i))));
      }
      awaitAll(agent, "ApplyContainer");
      double seconds = (System.nanoTime() - start) / 1e9;
      for (int i = 0; i < CONTAINERS; i++) {
        ContainerSpec spec = spec(stack, i);
        agent.submit(
            operation(stack, i, new Work.RemoveContainer(spec.identity(), spec.name(), false)));
      }
      awaitAll(agent, "RemoveContainer");
      return seconds;
    }
  }

  private static void awaitAll(Agent agent, String kind) {
    for (int i = 0; i < CONTAINERS; i++) {
      OperationStatus status = agent.await(kind + i, Duration.ZERO);
      while (!status.isFinal()) {
        status = agent.await(kind + i, Duration.ofSeconds(60));
      }
      assertThat(status.failure()).isEmpty();
    }
  }

  private static Operation operation(String stack, int number, Work work) {
    return new Operation(work.getClass().getSimpleName() + number, new Fence(stack, 1), work);
  }

  private static ContainerSpec spec(String stack, int number) {
    Identity identity = new Identity(stack, "speed", "c" + number, "r" + number);
    return ContainerSpec.of(identity, stack + "-" + number, TestEngine.image(1))
        .withProcess(ContainerProcess.running("sleep", "3600"))
        .withNetwork(Network.of("none"))
        .withStop(new io.kiln.hooks.protocol.Stop(Duration.ZERO, Optional.empty()));
  }
}
