package io.kiln.hooks.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ContainerSpecTest {

  private static final Identity IDENTITY = new Identity("s1", "cloud", "keystone", "r1");
  private static final ContainerSpec SPEC =
      ContainerSpec.of(IDENTITY, "keystone", "kiln/keystone:1");

  @Test
  void theHashOfASpecStaysTheSameAcrossVersionsOfTheProgram() {
    // A change here replaces every container of every site at the next update.
    assertThat(SPEC.configHash())
        .isEqualTo("55a99450f1be7ad5d04496f158e8283d0225971b8006f6baca358e6d9902f318");
  }

  @Test
  void theOrderInWhichVariablesWereWrittenDoesNotChangeTheHash() {
    Map<String, String> forwards = new LinkedHashMap<>();
    Map<String, String> backwards = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      forwards.put("KEY_" + i, "value");
      backwards.put("KEY_" + (19 - i), "value");
    }
    assertThat(SPEC.withProcess(ContainerProcess.DEFAULT.withEnv(forwards)).configHash())
        .isEqualTo(SPEC.withProcess(ContainerProcess.DEFAULT.withEnv(backwards)).configHash());
  }

  @Test
  void everyPartThatMakesAnotherContainerChangesTheHash() {
    List<ContainerSpec> different =
        List.of(
            SPEC,
            SPEC.withImage("kiln/keystone:2", ImagePull.MISSING),
            SPEC.withProcess(ContainerProcess.running("sleep", "1")),
            SPEC.withProcess(ContainerProcess.DEFAULT.withUser("keystone")),
            SPEC.withProcess(ContainerProcess.DEFAULT.withEnv(Map.of("A", "1"))),
            SPEC.withStorage(Storage.of(List.of("data:/var/lib/x"))),
            SPEC.withNetwork(Network.of("none")),
            SPEC.withRestart(Restart.NO),
            SPEC.withLabels(Map.of("a", "b")),
            SPEC.withHealthCheck(Optional.of(check(Duration.ofSeconds(5)))),
            SPEC.withHealthCheck(Optional.of(check(Duration.ofSeconds(6)))),
            SPEC.withStop(new Stop(Duration.ofSeconds(3), Optional.empty())),
            SPEC.withFiles(List.of(file("a", ConfigFile.Strategy.COPY_ALWAYS))),
            SPEC.withFiles(List.of(file("b", ConfigFile.Strategy.COPY_ALWAYS))),
            SPEC.withFiles(List.of(file("b", ConfigFile.Strategy.COPY_ONCE))));
    assertThat(different.stream().map(ContainerSpec::configHash).distinct())
        .hasSameSizeAs(different);
  }

  @Test
  void aChangeThatWaitsForTheNextReplacementLeavesTheHashAlone() {
    assertThat(SPEC.withFiles(List.of(file("a", ConfigFile.Strategy.COPY_ONCE))).configHash())
        .isEqualTo(SPEC.withFiles(List.of(file("b", ConfigFile.Strategy.COPY_ONCE))).configHash());
    assertThat(SPEC.withImage(SPEC.image(), ImagePull.ALWAYS).configHash())
        .isEqualTo(SPEC.configHash());
  }

  @Test
  void aRenamedStackDoesNotReplaceItsContainers() {
    ContainerSpec renamed =
        ContainerSpec.of(new Identity("s1", "cloud2", "keystone", "r1"), SPEC.name(), SPEC.image());
    assertThat(renamed.configHash()).isEqualTo(SPEC.configHash());
  }

  @Test
  void noSecretShowsInTheTextOfASpec() {
    ContainerSpec spec =
        SPEC.withProcess(
                ContainerProcess.running("db", "--password=hunter2")
                    .withEnv(Map.of("PASSWORD", "hunter2")))
            .withFiles(List.of(file("password = hunter2", ConfigFile.Strategy.COPY_ALWAYS)));
    assertThat(spec.toString()).contains("PASSWORD", "/etc/x.conf").doesNotContain("hunter2");
    assertThat(new Work.ApplyContainer(spec).toString()).doesNotContain("hunter2");
  }

  @Test
  void namesThatAnEngineWouldReadAsSomethingElseAreRefused() {
    for (String name : List.of("", "-rf", "../x", "a b", "a/b")) {
      assertThatThrownBy(() -> SPEC.withName(name)).isInstanceOf(IllegalArgumentException.class);
    }
    for (String image : List.of("", "--help", "a b", "http://x?y", "x@sha256:short")) {
      assertThatThrownBy(() -> SPEC.withImage(image, ImagePull.NEVER))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void theLabelsThatHoldOurStateCannotBeSetFromOutside() {
    assertThatThrownBy(() -> SPEC.withLabels(Map.of(Labels.TOKEN, "x")))
        .hasMessageContaining("kiln.token");
  }

  @Test
  void aFileOutsideItsPathIsRefused() {
    for (String path : List.of("x", "/etc/../x", "/etc/", "/./x")) {
      assertThatThrownBy(
              () -> new ConfigFile(path, "", "root", 0644, ConfigFile.Strategy.COPY_ALWAYS))
          .hasMessageContaining("file '" + path + "'");
    }
  }

  private static HealthCheck check(Duration interval) {
    return new HealthCheck(
        List.of("CMD", "true"), interval, Duration.ofSeconds(5), 12, Duration.ZERO);
  }

  private static ConfigFile file(String content, ConfigFile.Strategy strategy) {
    return new ConfigFile("/etc/x.conf", content, "root", 0644, strategy);
  }
}
