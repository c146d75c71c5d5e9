package io.kiln.hooks.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.hooks.agent.runtime.ContainerRuntime;
import io.kiln.hooks.agent.runtime.SpecSettings;
import io.kiln.hooks.protocol.Attempts;
import io.kiln.hooks.protocol.ConfigFile;
import io.kiln.hooks.protocol.ContainerProcess;
import io.kiln.hooks.protocol.ContainerSpec;
import io.kiln.hooks.protocol.Failure;
import io.kiln.hooks.protocol.Fence;
import io.kiln.hooks.protocol.HealthCheck;
import io.kiln.hooks.protocol.Identity;
import io.kiln.hooks.protocol.ImagePull;
import io.kiln.hooks.protocol.Labels;
import io.kiln.hooks.protocol.LiveContainer;
import io.kiln.hooks.protocol.Network;
import io.kiln.hooks.protocol.ObservedContainer;
import io.kiln.hooks.protocol.Operation;
import io.kiln.hooks.protocol.OperationStatus;
import io.kiln.hooks.protocol.OperationStatus.State;
import io.kiln.hooks.protocol.Result;
import io.kiln.hooks.protocol.Stop;
import io.kiln.hooks.protocol.Storage;
import io.kiln.hooks.protocol.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent does on any engine; run on the simulated and on a real one. */
abstract class AgentContract {

  static final Attempts ONCE = Attempts.once(Duration.ofSeconds(20));

  final String stack = "test-" + UUID.randomUUID();
  final Identity identity = new Identity(stack, "contract", "web", "r1");
  final String name = "kiln-contract-" + UUID.randomUUID().toString().substring(0, 8);

  @TempDir Path data;
  ContainerRuntime runtime;
  Agent agent;

  /** Opens the engine again and again: each agent closes its own. */
  abstract ContainerRuntime openRuntime() throws IOException;

  /** An image that is there or can be had, with a shell. */
  abstract String image(int number);

  @BeforeEach
  final void open() throws IOException {
    runtime = openRuntime();
    agent = openAgent();
  }

  @AfterEach
  final void removeEverything() {
    for (Identity used : List.of(identity, other())) {
      run(new Work.RemoveContainer(used, name, true));
    }
    assertThat(runtime.of(identity)).isEmpty();
    agent.close();
    runtime.close();
  }

  @Test
  void aContainerIsMadeAndCarriesWhoseItIs() {
    Result.Applied applied = apply(running());
    assertThat(applied.health()).isEqualTo("running");
    assertThat(applied.imageId()).isNotEmpty();
    ObservedContainer seen = only();
    assertThat(seen.id()).isEqualTo(applied.containerId());
    assertThat(seen.name()).isEqualTo(name);
    assertThat(seen.isRunning()).isTrue();
    assertThat(seen.labels())
        .containsEntry(Labels.STACK, stack)
        .containsEntry(Labels.STACK_NAME, "contract")
        .containsEntry(Labels.RESOURCE, "web")
        .containsEntry(Labels.RESOURCE_ID, "r1")
        .containsEntry(Labels.CONFIG_HASH, running().configHash())
        .containsEntry(Labels.FENCE, "1")
        .containsEntry(Labels.MANAGED_BY, "kiln")
        .containsEntry("of", "user")
        .containsKey(Labels.TOKEN);
  }

  @Test
  void anUnchangedContainerIsNotTouched() {
    Result.Applied first = apply(running());
    Result.Applied second = apply(running());
    assertThat(second.written()).isZero();
    assertThat(second.containerId()).isEqualTo(first.containerId());
  }

  @Test
  void aStoppedContainerIsKeptAndStartedByTheNextApply() {
    Result.Applied first = apply(running());
    assertThat(check(running())).isEmpty();
    assertThat(run(new Work.StopContainer(identity, name)).result())
        .contains(new Result.Stopped(List.of(name)));
    assertThat(only().id()).isEqualTo(first.containerId());
    assertThat(only().isRunning()).isFalse();
    assertThat(check(running())).singleElement().asString().startsWith("it ended with exit code");
    assertThat(run(new Work.StopContainer(identity, name)).result())
        .contains(new Result.Stopped(List.of()));
    assertThat(apply(running()).containerId()).isEqualTo(first.containerId());
    assertThat(check(running())).isEmpty();
  }

  @Test
  void aLookShowsAContainerBesideItsSpec() {
    assertThat(agent.observe(running())).isEqualTo(LiveContainer.MISSING);
    assertThat(agent.find(name)).isEmpty();
    Result.Applied applied = apply(running());
    LiveContainer live = agent.observe(running());
    assertThat(live.container().orElseThrow().id()).isEqualTo(applied.containerId());
    assertThat(live.actual()).isEqualTo(live.wanted()).containsKeys("image", "restart", "state");
    assertThat(agent.find(name)).map(ObservedContainer::id).contains(applied.containerId());
    runtime.stop(applied.containerId());
    assertThat(agent.observe(running()).actual())
        .containsEntry("state", SpecSettings.text("exited"));
    assertThat(agent.observe(running().withImage(image(2), ImagePull.MISSING)).wanted())
        .containsEntry("image", SpecSettings.text(image(2)));
  }

  @Test
  void aCheckTellsOfWhatIsMissingOrMadeOtherwise() {
    assertThat(check(running())).containsExactly("there is no container of that name");
    assertThat(run(new Work.StopContainer(identity, name)).result())
        .contains(new Result.Stopped(List.of()));
    apply(running());
    assertThat(check(running().withLabels(Map.of("of", "somebody else"))))
        .containsExactly("its configuration changed");
    assertThat(runtime.of(identity)).hasSize(1);
  }

  private List<String> check(ContainerSpec spec) {
    OperationStatus status = run(new Work.CheckContainer(spec));
    return ((Result.Checked) status.result().orElseThrow()).differences();
  }

  @Test
  void aContainerThatWasStoppedByHandIsStartedAgain() {
    Result.Applied first = apply(running());
    runtime.stop(first.containerId());
    Result.Applied second = apply(running());
    assertThat(second.containerId()).isEqualTo(first.containerId());
    assertThat(only().isRunning()).isTrue();
  }

  @Test
  void aChangedContainerIsReplacedUnderItsName() {
    Result.Applied first = apply(running());
    Result.Applied second = apply(running().withImage(image(2), ImagePull.MISSING));
    assertThat(second.containerId()).isNotEqualTo(first.containerId());
    assertThat(only().id()).isEqualTo(second.containerId());
    assertThat(only().name()).isEqualTo(name);
  }

  @Test
  void aContainerThatEndsAtOnceIsAFailureWithItsCodeAndLogAndIsTakenAway() {
    OperationStatus status = run(new Work.ApplyContainer(failing("echo no such file; exit 3")));
    Failure failure = status.failure().orElseThrow();
    assertThat(failure.cause()).isEqualTo(Failure.Cause.EXITED);
    assertThat(failure.reason()).contains("host h1", name, "no such file");
    assertThat(runtime.of(identity)).isEmpty();
  }

  @Test
  void aFailedReplacementPutsTheContainerBeforeItBack() {
    Result.Applied first = apply(running());
    OperationStatus status = run(new Work.ApplyContainer(failing("exit 3")));
    assertThat(status.failure().orElseThrow().reason())
        .contains("The container before it runs again.");
    assertThat(only().id()).isEqualTo(first.containerId());
    assertThat(only().name()).isEqualTo(name);
    assertThat(only().isRunning()).isTrue();
  }

  @Test
  void aContainerIsHealthyAsSoonAsItsCheckSaysSo() {
    long start = System.nanoTime();
    Result.Applied applied =
        apply(running().withHealthCheck(check("true", Duration.ofSeconds(30))));
    assertThat(applied.health()).isEqualTo("healthy");
    // Far below the interval of 30 s after which the engine itself would look.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void aContainerThatDoesNotBecomeHealthyIsAFailure() {
    OperationStatus status =
        run(
            new Work.ApplyContainer(
                running().withHealthCheck(check("echo not yet; exit 1", Duration.ofMillis(400)))));
    Failure failure = status.failure().orElseThrow();
    assertThat(failure.cause()).isEqualTo(Failure.Cause.UNHEALTHY);
    assertThat(failure.reason()).contains("not yet", name);
    assertThat(runtime.of(identity)).isEmpty();
  }

  @Test
  void aRepeatedTokenGetsTheSameAnswerAndNothingHappensTwice() {
    Operation operation =
        new Operation("token-1", new Fence(stack, 1), new Work.ApplyContainer(running()));
    OperationStatus first = await(agent.submit(operation));
    OperationStatus second = agent.submit(operation);
    assertThat(second).isEqualTo(first);
    assertThat(runtime.of(identity)).hasSize(1);
  }

  @Test
  void aTokenIsGoodForOnePieceOfWork() {
    run("token-1", new Work.ApplyContainer(running()));
    OperationStatus status =
        agent.submit(
            new Operation(
                "token-1", new Fence(stack, 1), new Work.RemoveContainer(identity, name, false)));
    assertThat(status.failure().orElseThrow().cause()).isEqualTo(Failure.Cause.INVALID);
    assertThat(runtime.of(identity)).hasSize(1);
  }

  @Test
  void aWorkerThatLostItsClaimIsRefused() {
    apply(running());
    agent.submit(
        new Operation(
            "newer", new Fence(stack, 7), new Work.PullImage(image(1), ImagePull.MISSING)));
    OperationStatus status =
        agent.submit(
            new Operation(
                "older", new Fence(stack, 6), new Work.RemoveContainer(identity, name, false)));
    assertThat(status.failure().orElseThrow().cause()).isEqualTo(Failure.Cause.STALE);
    assertThat(status.failure().orElseThrow().reason()).contains("stale");
    assertThat(runtime.of(identity)).hasSize(1);
  }

  @Test
  void aNameThatSomebodyElseHasIsAFailureThatSaysWhose() {
    apply(running());
    ContainerSpec intruder =
        ContainerSpec.of(other(), name, image(1))
            .withProcess(ContainerProcess.running("sleep", "3600"))
            .withNetwork(Network.of("none"));
    OperationStatus status = run(new Work.ApplyContainer(intruder));
    assertThat(status.failure().orElseThrow().cause()).isEqualTo(Failure.Cause.CONFLICT);
    assertThat(status.failure().orElseThrow().reason())
        .contains(name, "resource web of stack contract (id ");
    assertThat(only().isRunning()).isTrue();
  }

  @Test
  void aOneShotRunsToItsEndAndIsTakenAway() {
    OperationStatus status = run(shot("echo hello; echo careful >&2; exit 0", ONCE));
    assertThat(status.result()).contains(new Result.Ran(0, "hello\n", "careful\n", 1));
    assertThat(runtime.of(identity)).isEmpty();
  }

  @Test
  void aOneShotThatFailsIsTriedAgainAndShowsWhatItSaid() {
    OperationStatus status =
        run(
            shot(
                "echo out; echo no database >&2; exit 4",
                new Attempts(Duration.ofSeconds(20), Set.of(0, 2), 1)));
    assertThat(status.result()).contains(new Result.Ran(4, "out\n", "no database\n", 2));
    assertThat(status.failure().orElseThrow().cause()).isEqualTo(Failure.Cause.EXIT_CODE);
    assertThat(status.failure().orElseThrow().reason()).contains("db-sync", "no database", "4");
    assertThat(runtime.of(identity)).isEmpty();
  }

  @Test
  void anotherCodeThanZeroMayMeanSuccess() {
    OperationStatus status =
        run(shot("exit 2", new Attempts(Duration.ofSeconds(20), Set.of(0, 2), 0)));
    assertThat(status.state()).isEqualTo(State.DONE);
  }

  @Test
  void aOneShotThatDoesNotEndIsStopped() {
    OperationStatus status = run(shot("sleep 60", Attempts.once(Duration.ofMillis(500))));
    assertThat(status.failure().orElseThrow().cause()).isEqualTo(Failure.Cause.TIMEOUT);
    assertThat(runtime.of(identity)).isEmpty();
  }

  @Test
  void aOneShotIsNotTakenForTheServiceBesideIt() {
    Result.Applied service = apply(running());
    run(shot("exit 0", ONCE));
    assertThat(only().id()).isEqualTo(service.containerId());
    assertThat(apply(running()).written()).isZero();
  }

  @Test
  void aCommandRunsInTheRunningContainer() {
    apply(running());
    OperationStatus status = run(exec("echo inside; exit 0"));
    assertThat(status.result()).contains(new Result.Ran(0, "inside\n", "", 1));
    OperationStatus failed = run(exec("echo wrong >&2; exit 5"));
    assertThat(failed.failure().orElseThrow().cause()).isEqualTo(Failure.Cause.EXIT_CODE);
    assertThat(failed.result()).contains(new Result.Ran(5, "", "wrong\n", 1));
  }

  @Test
  void aCommandNeedsARunningContainer() {
    OperationStatus status = run(exec("exit 0"));
    assertThat(status.failure().orElseThrow().cause()).isEqualTo(Failure.Cause.MISSING);
  }

  @Test
  void anImageThatCannotBeHadSaysSo() {
    OperationStatus status =
        run(
            new Work.ApplyContainer(
                running().withImage("missing/nowhere.invalid:1", ImagePull.NEVER)));
    assertThat(status.failure().orElseThrow().cause()).isEqualTo(Failure.Cause.IMAGE);
    assertThat(status.failure().orElseThrow().reason()).contains("missing/nowhere.invalid:1");
  }

  @Test
  void noSecretShowsInAFailure() {
    ContainerSpec spec = failing("echo $PASSWORD hunter2000 s3cr3t-in-file; exit 3");
    spec =
        spec.withProcess(spec.process().withEnv(Map.of("PASSWORD", "hunter2000", "SHORT", "3")))
            .withFiles(
                List.of(
                    new ConfigFile(
                        "/etc/x.conf",
                        "password = s3cr3t-in-file\n",
                        "root",
                        0600,
                        ConfigFile.Strategy.COPY_ALWAYS)));
    String reason = run(new Work.ApplyContainer(spec)).failure().orElseThrow().reason();
    assertThat(reason)
        .doesNotContain("hunter2000")
        .doesNotContain("s3cr3t-in-file")
        .contains("<env PASSWORD>", "</etc/x.conf password>");
  }

  @Test
  void removalTakesTheVolumesOnlyWhenTold() {
    String volume = name + "-data";
    ContainerSpec spec = running().withStorage(Storage.of(List.of(volume + ":/data")));
    apply(spec);
    run(new Work.RemoveContainer(identity, name, false));
    assertThat(runtime.of(identity)).isEmpty();
    assertThat(runtime.volumes(identity)).containsExactly(volume);
    OperationStatus status = run(new Work.RemoveContainer(identity, name, true));
    assertThat(status.result()).contains(new Result.Removed(List.of(), List.of(volume)));
    assertThat(runtime.volumes(identity)).isEmpty();
  }

  @Test
  void newerWorkForTheSameContainerDoesNotWaitForAHopelessOne() {
    ContainerSpec hopeless = running().withHealthCheck(check("exit 1", Duration.ofHours(1)));
    OperationStatus waiting = submit("hopeless", new Work.ApplyContainer(hopeless));
    while (!waiting.progress().contains("healthy")) {
      waiting = agent.await("hopeless", Duration.ofSeconds(20));
    }
    Result.Applied applied = apply(running());
    assertThat(only().id()).isEqualTo(applied.containerId());
    assertThat(agent.await("hopeless", Duration.ofSeconds(20)).failure().orElseThrow().cause())
        .isEqualTo(Failure.Cause.SUPERSEDED);
  }

  @Test
  void theStatusCountsContainersAndNamesTheRuntime() {
    apply(running());
    assertThat(agent.status().containers()).isPositive();
    assertThat(agent.status().trouble()).isEmpty();
    assertThat(agent.status().runtime()).isEqualTo(runtime.info().kind());
  }

  Agent openAgent() throws IOException {
    return new Agent(
        "h1", openRuntime(), data, AgentPolicy.permissive(data), InstantSource.system());
  }

  Identity other() {
    return new Identity(stack, "contract", "intruder", "r2");
  }

  ContainerSpec running() {
    return ContainerSpec.of(identity, name, image(1))
        .withProcess(ContainerProcess.running("sleep", "3600"))
        .withNetwork(Network.of("none"))
        .withStop(new Stop(Duration.ofSeconds(0), Optional.empty()))
        .withLabels(Map.of("of", "user"));
  }

  ContainerSpec failing(String shell) {
    return running().withProcess(ContainerProcess.running("sh", "-c", shell));
  }

  Work.RunOnce shot(String shell, Attempts attempts) {
    return new Work.RunOnce("db-sync", failing(shell), attempts);
  }

  Work.ExecIn exec(String shell) {
    return new Work.ExecIn(
        identity, name, List.of("sh", "-c", shell), Optional.empty(), Map.of(), ONCE);
  }

  static Optional<HealthCheck> check(String shell, Duration interval) {
    return Optional.of(
        new HealthCheck(
            List.of("CMD", "sh", "-c", shell), interval, Duration.ofSeconds(5), 2, Duration.ZERO));
  }

  ObservedContainer only() {
    List<ObservedContainer> all = runtime.of(identity);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  Result.Applied apply(ContainerSpec spec) {
    OperationStatus status = run(new Work.ApplyContainer(spec));
    assertThat(status.failure()).isEmpty();
    return (Result.Applied) status.result().orElseThrow();
  }

  OperationStatus run(Work work) {
    return run(UUID.randomUUID().toString(), work);
  }

  OperationStatus run(String token, Work work) {
    return await(submit(token, work));
  }

  OperationStatus submit(String token, Work work) {
    // One fence above all, so that clean-up is never stale.
    long number = work instanceof Work.RemoveContainer ? 100 : 1;
    return agent.submit(new Operation(token, new Fence(stack + number, number), work));
  }

  OperationStatus await(OperationStatus status) {
    OperationStatus now = status;
    while (!now.isFinal()) {
      now = agent.await(now.token(), Duration.ofSeconds(60));
    }
    return now;
  }
}
