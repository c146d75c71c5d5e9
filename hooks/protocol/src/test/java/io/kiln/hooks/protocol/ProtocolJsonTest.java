package io.kiln.hooks.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.StringNode;

final class ProtocolJsonTest {

  private static final Identity IDENTITY = new Identity("s1", "cloud", "keystone", "r1");

  static List<Work> everyKindOfWork() {
    return List.of(
        new Work.PullImage("kiln/keystone:1", ImagePull.ALWAYS),
        new Work.ApplyContainer(full()),
        new Work.StopContainer(IDENTITY, "keystone"),
        new Work.CheckContainer(full()),
        new Work.RemoveContainer(IDENTITY, "keystone", true),
        new Work.RunOnce("db-sync", full(), new Attempts(Duration.ofMinutes(10), Set.of(0, 2), 3)),
        new Work.ExecIn(
            IDENTITY,
            "keystone",
            List.of("sh", "-c", "true"),
            Optional.of("root"),
            Map.of("A", "b"),
            Attempts.once(Duration.ofSeconds(1))),
        new Work.Deploy(
            new DeploymentItem(
                "d1",
                "config",
                "script",
                "#!/bin/sh\n",
                List.of(new DeploymentItem.Input("a", "String", StringNode.valueOf("b"))),
                List.of(new DeploymentItem.Output("out", "String")),
                Map.of(),
                Duration.ofMinutes(1))));
  }

  static List<OperationStatus> everyKindOfStatus() {
    return List.of(
        OperationStatus.running("t", "pulling"),
        OperationStatus.done("t", new Result.Pulled("i", "sha256:1", true)),
        OperationStatus.done("t", new Result.Applied("n", "c", "i", "sha256:1", "healthy", 3)),
        OperationStatus.done("t", new Result.Stopped(List.of("n"))),
        OperationStatus.done("t", new Result.Checked(List.of("it is dead"))),
        OperationStatus.done("t", new Result.Removed(List.of("n"), List.of("v"))),
        OperationStatus.done(
            "t", new Result.Deployed(0, "", "", Map.of("a", StringNode.valueOf("b")))),
        OperationStatus.failed(
            "t",
            new Failure(Failure.Cause.EXIT_CODE, "ended with 1", false),
            Optional.of(new Result.Ran(1, "out", "err", 1))));
  }

  @ParameterizedTest
  @MethodSource("everyKindOfWork")
  void anOperationIsReadAsItWasWritten(Work work) {
    Operation operation = new Operation("token-1", new Fence("tree", 7), work);
    String json = ProtocolJson.MAPPER.writeValueAsString(operation);
    assertThat(ProtocolJson.MAPPER.readValue(json, Operation.class)).isEqualTo(operation);
  }

  @ParameterizedTest
  @MethodSource("everyKindOfStatus")
  void aStatusIsReadAsItWasWritten(OperationStatus status) {
    String json = ProtocolJson.MAPPER.writeValueAsString(status);
    assertThat(ProtocolJson.MAPPER.readValue(json, OperationStatus.class)).isEqualTo(status);
  }

  @Test
  void theHashOfASpecSurvivesTheWire() {
    String json = ProtocolJson.MAPPER.writeValueAsString(full());
    assertThat(ProtocolJson.MAPPER.readValue(json, ContainerSpec.class).configHash())
        .isEqualTo(full().configHash());
  }

  @Test
  void aPropertyOfALaterVersionIsPassedOver() {
    assertThat(
            ProtocolJson.MAPPER.readValue(
                "{\"tree\": \"t\", \"number\": 1, \"later\": true}", Fence.class))
        .isEqualTo(new Fence("t", 1));
  }

  @Test
  void aTokenThatCouldBeSomethingElseIsRefused() {
    for (String token : List.of("", "a b", "a\nb", "x".repeat(Operation.LONGEST_TOKEN + 1))) {
      assertThatThrownBy(
              () -> new Operation(token, new Fence("t", 1), everyKindOfWork().getFirst()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static ContainerSpec full() {
    return new ContainerSpec(
        IDENTITY,
        "keystone",
        "registry:5000/kiln/keystone:1",
        ImagePull.NEVER,
        new ContainerProcess(
            List.of("a", "b"),
            List.of("/entry"),
            Optional.of("keystone:keystone"),
            Map.of("A", "1", "B", ""),
            List.of("/etc/env"),
            Optional.of("/srv"),
            true),
        new Storage(
            List.of("/a:/b:ro,z", "data:/c"),
            List.of("other"),
            List.of("/run"),
            List.of("/dev/kvm"),
            true,
            OptionalLong.of(64 << 20)),
        new Isolation(
            true,
            List.of("NET_ADMIN"),
            List.of("MKNOD"),
            List.of("label=disable"),
            Optional.of("host"),
            Optional.of("host"),
            Optional.of("host"),
            Map.of("net.core.somaxconn", "1024")),
        new Network(
            "bridge",
            Optional.of("h"),
            List.of("127.0.0.1:8080:80/tcp"),
            List.of("a:1.2.3.4"),
            List.of("1.1.1.1")),
        new Limits(
            OptionalLong.of(1 << 29),
            OptionalLong.of(512),
            Map.of("nofile", new Limits.Ulimit(1, 2))),
        Restart.parse("on-failure:3"),
        Optional.of(
            new HealthCheck(
                List.of("CMD-SHELL", "true"),
                Duration.ofSeconds(5),
                Duration.ofMillis(2500),
                12,
                Duration.ofSeconds(1))),
        new Stop(Duration.ofSeconds(30), Optional.of("SIGQUIT")),
        Map.of("role", "controller"),
        List.of(
            new ConfigFile(
                "/etc/x.conf", "a = b\n", "root:root", 0640, ConfigFile.Strategy.COPY_ONCE)));
  }

  @Test
  void anInputSaysThatItIsSecretAndIsNoneWhenTheMessageDoesNotSay() {
    var plain = new DeploymentItem.Input("a", "String", StringNode.valueOf("b"));
    var secret = new DeploymentItem.Input("a", "String", StringNode.valueOf("b"), true);
    String text = ProtocolJson.MAPPER.writeValueAsString(plain);
    assertThat(text).doesNotContain("sensitive");
    assertThat(ProtocolJson.MAPPER.readValue(text, DeploymentItem.Input.class)).isEqualTo(plain);
    assertThat(
            ProtocolJson.MAPPER.readValue(
                ProtocolJson.MAPPER.writeValueAsString(secret), DeploymentItem.Input.class))
        .isEqualTo(secret);
  }
}
