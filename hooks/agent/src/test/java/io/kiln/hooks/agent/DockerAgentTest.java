package io.kiln.hooks.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.RestartPolicy;
import io.kiln.hooks.agent.runtime.CommandOutput;
import io.kiln.hooks.agent.runtime.ContainerRuntime;
import io.kiln.hooks.agent.runtime.Creation;
import io.kiln.hooks.agent.runtime.DockerRuntime;
import io.kiln.hooks.agent.runtime.SpecSettings;
import io.kiln.hooks.protocol.Attempts;
import io.kiln.hooks.protocol.ConfigFile;
import io.kiln.hooks.protocol.ContainerProcess;
import io.kiln.hooks.protocol.ContainerSpec;
import io.kiln.hooks.protocol.Isolation;
import io.kiln.hooks.protocol.Labels;
import io.kiln.hooks.protocol.Limits;
import io.kiln.hooks.protocol.LiveContainer;
import io.kiln.hooks.protocol.Network;
import io.kiln.hooks.protocol.OperationStatus;
import io.kiln.hooks.protocol.Restart;
import io.kiln.hooks.protocol.Result;
import io.kiln.hooks.protocol.Stop;
import io.kiln.hooks.protocol.Storage;
import io.kiln.hooks.protocol.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Skipped, with a word of why, where no Docker engine answers or no busybox is installed. */
final class DockerAgentTest extends AgentContract {

  @BeforeAll
  static void haveAnEngine() throws IOException {
    Optional<String> missing = TestEngine.whatIsMissing();
    assumeTrue(missing.isEmpty(), () -> "SKIPPED, no container really runs: " + missing.get());
    TestEngine.importImages();
  }

  @Override
  ContainerRuntime openRuntime() {
    return new DockerRuntime(TestEngine.address());
  }

  @Override
  String image(int number) {
    return TestEngine.image(number);
  }

  @Test
  void filesArriveWithTheirContentOwnerAndModeBeforeTheProgramStarts() {
    ContainerSpec spec =
        running()
            .withFiles(
                List.of(
                    file("/etc/kiln/deep/a.conf", "a = 1\n", "app:staff", 0640),
                    file("/etc/b.conf", "b\n", "1234", 04755)));
    apply(spec);
    Result.Ran ran =
        (Result.Ran)
            run(exec(
                    "cd /etc; stat -c '%n %U:%G %u:%g %a' kiln/deep/a.conf b.conf; cat"
                        + " kiln/deep/a.conf"))
                .result()
                .orElseThrow();
    assertThat(ran.stdout())
        .isEqualTo(
            """
            kiln/deep/a.conf app:staff 1000:50 640
            b.conf UNKNOWN:UNKNOWN 1234:1234 4755
            a = 1
            """);
  }

  @Test
  void aContainerWithManySettingsIsSeenAsItsSpecHasIt() {
    ContainerSpec spec = manySettings();
    var labels =
        Map.of(
            "of", "user", Labels.STACK, stack, Labels.RESOURCE_ID, "r1", Labels.MANAGED_BY, "kiln");
    String id = runtime.create(new Creation(name, spec, spec.process().env(), labels));
    assertThat(runtime.settings(id, spec)).contains(SpecSettings.of(spec));
    assertThat(SpecSettings.of(spec))
        .containsKeys(
            "volumes", "ports", "ulimits", "cap_add", "memory", "env", "labels", "healthcheck");
  }

  @Test
  void whatSomebodyAlteredByHandIsSeenAndPutRightWhenAsked() throws IOException {
    String first = apply(running()).containerId();
    try (DockerClient docker = TestEngine.client()) {
      docker
          .updateContainerCmd(first)
          .withRestartPolicy(RestartPolicy.alwaysRestart())
          .withCpuShares(100)
          .exec();
    }
    assertThat(agent.observe(running()).actual())
        .containsEntry("restart", SpecSettings.text("always"))
        .containsEntry("cpu_shares", SpecSettings.json(100));
    assertThat(apply(running()).written()).as("an apply trusts the label").isZero();
    assertThat(run(new Work.RepairContainer(running())).failure()).isEmpty();
    assertThat(only().id()).isNotEqualTo(first);
    LiveContainer live = agent.observe(running());
    assertThat(live.actual()).isEqualTo(live.wanted());
    String second = only().id();
    assertThat(run(new Work.RepairContainer(running())).failure()).isEmpty();
    assertThat(only().id()).as("what is right is left alone").isEqualTo(second);
  }

  private ContainerSpec manySettings() {
    var process =
        new ContainerProcess(
            List.of("sh", "-c", "sleep 1000"),
            List.of(),
            Optional.of("1000"),
            Map.of("A", "x=y", "B", ""),
            List.of(),
            Optional.of("/tmp"),
            true);
    var storage =
        new Storage(
            List.of(name + "-data:/data", "/tmp:/host:ro"),
            List.of(),
            List.of("/scratch:size=1m"),
            List.of(),
            true,
            OptionalLong.of(32 << 20));
    var isolation =
        new Isolation(
            false,
            List.of("NET_ADMIN", "cap_sys_time"),
            List.of("MKNOD"),
            List.of(),
            Optional.of("host"),
            Optional.of("private"),
            Optional.empty(),
            Map.of("net.ipv4.ip_forward", "1"));
    var limits =
        new Limits(
            OptionalLong.of(64 << 20),
            OptionalLong.of(512),
            Map.of("nofile", new Limits.Ulimit(1024, 2048)));
    ContainerSpec plain = running();
    return new ContainerSpec(
        plain.identity(),
        plain.name(),
        plain.image(),
        plain.imagePull(),
        process,
        storage,
        isolation,
        new Network(
            "bridge",
            Optional.of("web"),
            List.of("127.0.0.1::80", "0:81/udp"),
            List.of("db:10.0.0.1"),
            List.of("10.0.0.2")),
        limits,
        Restart.parse("on-failure:3"),
        check("true", Duration.ofSeconds(1)),
        new Stop(Duration.ZERO, Optional.of("SIGQUIT")),
        Map.of("of", "user"),
        List.of());
  }

  @Test
  void aContainerIsStoppedWithItsOwnGrace() {
    // The first process of a container ignores SIGTERM unless it handles it.
    Result.Applied applied = apply(running());
    long start = System.nanoTime();
    runtime.stop(applied.containerId());
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as("grace 0, not the engine's 10 s")
        .isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void aFileOfAnUnknownOwnerSaysWhichAndWhere() {
    OperationStatus status =
        run(
            new Work.ApplyContainer(
                running().withFiles(List.of(file("/etc/a.conf", "a", "nobody-here", 0644)))));
    assertThat(status.failure().orElseThrow().reason())
        .contains("/etc/a.conf", "nobody-here", "/etc/passwd");
    assertThat(runtime.of(identity)).isEmpty();
  }

  @Test
  void aProgramThatIsNotInTheImageSaysSo() {
    OperationStatus status =
        run(
            new Work.ApplyContainer(
                running()
                    .withProcess(io.kiln.hooks.protocol.ContainerProcess.running("/no/such"))));
    assertThat(status.failure().orElseThrow().reason()).contains("/no/such");
    assertThat(runtime.of(identity)).isEmpty();
  }

  @Test
  void aOneShotIsRunOnceAlthoughTheAgentDiedMeanwhile() throws IOException {
    Work.RunOnce slow = shot("date +%s%N; sleep 2; date +%s%N", ONCE);
    OperationStatus status = submit("slow", slow);
    while (runtime.of(identity).stream().noneMatch(container -> container.isRunning())) {
      status = agent.await("slow", Duration.ofMillis(100));
    }
    String container = only().id();
    agent.close();
    assertThat(only().id()).isEqualTo(container);
    agent = openAgent();
    Result.Ran ran = (Result.Ran) await(agent.await("slow", Duration.ZERO)).result().orElseThrow();
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.tries()).isEqualTo(1);
    assertThat(ran.stdout().lines()).hasSize(2);
    assertThat(status.state()).isEqualTo(OperationStatus.State.RUNNING);
  }

  @Test
  void aCommandIsRunOnceAlthoughTheAgentDiedMeanwhile() throws IOException {
    apply(running());
    submit("exec", exec("echo ran >> /tmp/log; sleep 2"));
    Work.ExecIn count = exec("cat /tmp/log 2>/dev/null; exit 0");
    while (!((Result.Ran) peek(count)).stdout().equals("ran\n")) {
      Thread.onSpinWait();
    }
    agent.close();
    agent = openAgent();
    assertThat(await(agent.await("exec", Duration.ZERO)).state())
        .isEqualTo(OperationStatus.State.DONE);
    assertThat(((Result.Ran) peek(count)).stdout()).isEqualTo("ran\n");
  }

  @Test
  void aCommandThatDoesNotEndIsKilled() {
    apply(running());
    OperationStatus status =
        run(
            new Work.ExecIn(
                identity,
                name,
                List.of("sleep", "77"),
                Optional.empty(),
                Map.of(),
                Attempts.once(Duration.ofMillis(500))));
    assertThat(status.failure().orElseThrow().reason()).contains("did not end within");
    assertThat(((Result.Ran) peek(exec("ps; exit 0"))).stdout()).doesNotContain("sleep 77");
  }

  @Test
  void anEngineThatIsNotThereIsWaitedFor() throws IOException {
    try (Agent lost =
        new Agent(
            "h2",
            new DockerRuntime(java.net.URI.create("unix:///nowhere/docker.sock")),
            data.resolve("lost"),
            AgentPolicy.permissive(data),
            java.time.InstantSource.system())) {
      lost.submit(
          new io.kiln.hooks.protocol.Operation(
              "t", new io.kiln.hooks.protocol.Fence(stack, 1), new Work.ApplyContainer(running())));
      OperationStatus status = lost.await("t", Duration.ofSeconds(10));
      while (status.progress().equals("accepted")) {
        status = lost.await("t", Duration.ofSeconds(10));
      }
      assertThat(status.state()).isEqualTo(OperationStatus.State.RUNNING);
      assertThat(status.progress()).startsWith("waiting for the Docker engine on host h2: ");
      assertThat(lost.status().trouble().orElseThrow()).contains("does not answer");
    }
  }

  /** Without the agent's locks: another operation of the same container may be under way. */
  private Result peek(Work.ExecIn work) {
    String exec = runtime.prepareExec(only().id(), work.command(), Optional.empty(), Map.of());
    CommandOutput output = runtime.runExec(exec, Duration.ofSeconds(10)).orElseThrow();
    return new Result.Ran(output.exitCode(), output.stdout(), output.stderr(), 1);
  }

  private static ConfigFile file(String path, String content, String owner, int mode) {
    return new ConfigFile(path, content, owner, mode, ConfigFile.Strategy.COPY_ALWAYS);
  }
}
