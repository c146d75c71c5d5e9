package io.kiln.hooks.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.hooks.protocol.ConfigFile;
import io.kiln.hooks.protocol.ContainerProcess;
import io.kiln.hooks.protocol.ContainerSpec;
import io.kiln.hooks.protocol.Failure;
import io.kiln.hooks.protocol.HealthCheck;
import io.kiln.hooks.protocol.Identity;
import io.kiln.hooks.protocol.ImagePull;
import io.kiln.hooks.protocol.Labels;
import io.kiln.hooks.protocol.ObservedContainer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ContainerPlannerTest {

  private static final ContainerSpec WANTED =
      ContainerSpec.of(new Identity("s1", "cloud", "keystone", "r1"), "keystone", "keystone:2")
          .withFiles(
              List.of(
                  file("/etc/always.conf", ConfigFile.Strategy.COPY_ALWAYS),
                  file("/etc/once.conf", ConfigFile.Strategy.COPY_ONCE)));
  private static final ContainerSpec BEFORE = WANTED.withImage("keystone:1", ImagePull.MISSING);

  @Test
  void aContainerThatIsNotThereIsMade() {
    assertPlan(
        situation(),
        """
        keystone: create
          create keystone
          copy /etc/always.conf, /etc/once.conf
          start keystone because it is new
          wait for keystone
        """);
  }

  @Test
  void anImageThatIsNotHereIsPulledBeforeAnythingIsStopped() {
    ContainerSpec wanted = WANTED;
    Situation situation =
        new Situation(
            wanted,
            "",
            Optional.empty(),
            false,
            List.of(container("0aaaaaaa11", "keystone", BEFORE, "running")),
            Optional.empty());
    assertPlan(
        situation,
        """
        keystone: replace because its image changes from keystone:1 to keystone:2
          pull keystone:2 because it is not on this host
          stop keystone (0aaaaaaa)
          set aside keystone (0aaaaaaa) as keystone.old-0aaaaaaa
          create keystone
          copy /etc/always.conf, /etc/once.conf
          start keystone because it is new
          wait for keystone
          remove keystone (0aaaaaaa) because it is replaced
        """);
  }

  @Test
  void aContainerAsWantedIsLeftAlone() {
    assertPlan(
        situation(container("0aaaaaaa11", "keystone", WANTED, "running")),
        """
        keystone: unchanged
        """);
  }

  @Test
  void aStoppedContainerIsStartedAgainWithTheFilesItAlwaysHas() {
    assertPlan(
        situation(container("0aaaaaaa11", "keystone", WANTED, "exited")),
        """
        keystone: start
          copy /etc/always.conf
          start keystone because it is exited
          wait for keystone
        """);
  }

  @Test
  void aPausedContainerGoesOn() {
    assertPlan(
        situation(container("0aaaaaaa11", "keystone", WANTED, "paused")),
        """
        keystone: start
          start keystone because it is paused
          wait for keystone
        """);
  }

  @Test
  void afterACrashBehindCreateTheNewContainerIsFinished() {
    assertPlan(
        situation(
            container("0bbbbbbb11", "keystone", WANTED, "created"),
            container("0aaaaaaa11", "keystone.old-0aaaaaaa", BEFORE, "exited")),
        """
        keystone: start
          copy /etc/always.conf, /etc/once.conf
          start keystone because it was only created
          wait for keystone
          remove keystone.old-0aaaaaaa (0aaaaaaa) because it is replaced
        """);
  }

  @Test
  void afterACrashBehindStartTheNewContainerIsProvenBeforeTheOldOneGoes() {
    assertPlan(
        situation(
            container("0bbbbbbb11", "keystone", WANTED, "running"),
            container("0aaaaaaa11", "keystone.old-0aaaaaaa", BEFORE, "exited")),
        """
        keystone: finish
          wait for keystone
          remove keystone.old-0aaaaaaa (0aaaaaaa) because it is replaced
        """);
  }

  @Test
  void afterACrashBehindSetAsideNothingIsStoppedTwice() {
    assertPlan(
        situation(container("0aaaaaaa11", "keystone.old-0aaaaaaa", BEFORE, "exited")),
        """
        keystone: replace because its image changes from keystone:1 to keystone:2
          create keystone
          copy /etc/always.conf, /etc/once.conf
          start keystone because it is new
          wait for keystone
          remove keystone.old-0aaaaaaa (0aaaaaaa) because it is replaced
        """);
  }

  @Test
  void anUnprovenContainerGivesWayAndTheProvenOneStaysInReserve() {
    ContainerSpec unproven = WANTED.withImage("keystone:broken", ImagePull.MISSING);
    assertPlan(
        situation(
            container("0bbbbbbb11", "keystone", unproven, "running"),
            container("0aaaaaaa11", "keystone.old-0aaaaaaa", BEFORE, "exited")),
        """
        keystone: replace because its image changes from keystone:broken to keystone:2
          remove keystone (0bbbbbbb) because it was never proven and is not wanted any more
          create keystone
          copy /etc/always.conf, /etc/once.conf
          start keystone because it is new
          wait for keystone
          remove keystone.old-0aaaaaaa (0aaaaaaa) because it is replaced
        """);
  }

  @Test
  void goingBackToWhatWasSetAsideMakesNothingNew() {
    ContainerSpec unproven = WANTED.withImage("keystone:broken", ImagePull.MISSING);
    assertPlan(
        situation(
            container("0bbbbbbb11", "keystone", unproven, "running"),
            container("0aaaaaaa11", "keystone.old-0aaaaaaa", WANTED, "exited")),
        """
        keystone: go back to the container that was set aside
          remove keystone (0bbbbbbb) because what it should have replaced is wanted again
          put back keystone.old-0aaaaaaa (0aaaaaaa) as keystone
          copy /etc/always.conf
          start keystone because it was set aside
          wait for keystone
        """);
  }

  @Test
  void aHealthyContainerNeedsNoWaitButAnUnprovenHealthDoes() {
    ContainerSpec checked =
        WANTED.withHealthCheck(
            Optional.of(
                new HealthCheck(
                    List.of("CMD", "true"),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    12,
                    Duration.ZERO)));
    assertThat(plan(of(checked, container("0a", "keystone", checked, "running", "healthy"))))
        .isEqualTo("keystone: unchanged\n");
    assertThat(plan(of(checked, container("0a", "keystone", checked, "running", "starting"))))
        .isEqualTo("keystone: finish\n  wait for keystone\n");
  }

  @Test
  void anImageThatIsAlwaysPulledReplacesItsContainerOnlyWhenItIsAnotherBuild() {
    ContainerSpec always = WANTED.withImage("keystone:2", ImagePull.ALWAYS);
    ObservedContainer running = container("0aaaaaaa11", "keystone", always, "running");
    assertThat(plan(of(always, running)))
        .isEqualTo(
            """
            keystone: look for a newer image
              pull keystone:2 because it is always pulled
              look again
            """);
    assertThat(plan(pulled(always, "sha256:keystone:2", running)))
        .isEqualTo("keystone: unchanged\n");
    assertThat(plan(pulled(always, "sha256:newer", running)))
        .startsWith("keystone: replace because there is a newer build of keystone:2\n");
  }

  @Test
  void changedEnvironmentFilesReplaceTheContainer() {
    Situation situation =
        new Situation(
            WANTED,
            "other",
            Optional.of("sha256:keystone:2"),
            false,
            List.of(container("0aaaaaaa11", "keystone", WANTED, "running")),
            Optional.empty());
    assertThat(plan(situation))
        .startsWith("keystone: replace because its environment files changed\n");
  }

  @Test
  void aContainerOfSomebodyElseIsNamedAndNotTouched() {
    ObservedContainer foreign =
        new ObservedContainer(
            "0fffffff11", "keystone", "mine:1", "sha256:x", "running", 0, "none", Map.of());
    Decision decision =
        ContainerPlanner.decide(
            new Situation(WANTED, "", Optional.empty(), false, List.of(), Optional.of(foreign)));
    assertThat(decision)
        .isEqualTo(
            new Decision.Refuse(
                new Failure(
                    Failure.Cause.CONFLICT,
                    "the name keystone is taken by container 0fffffff (image mine:1), made by"
                        + " something that is not Kiln; remove or rename it, or choose another"
                        + " name",
                    false)));
  }

  @Test
  void anImageThatIsNeverPulledHasToBeThere() {
    ContainerSpec never = WANTED.withImage("keystone:2", ImagePull.NEVER);
    Decision decision =
        ContainerPlanner.decide(
            new Situation(never, "", Optional.empty(), false, List.of(), Optional.empty()));
    assertThat(decision)
        .isEqualTo(
            new Decision.Refuse(
                new Failure(
                    Failure.Cause.IMAGE,
                    "image keystone:2 is not on this host and image_pull is never",
                    false)));
  }

  @Test
  void aBadSuccessorIsRemovedBeforeTheOldOneComesBack() {
    ContainerPlan back =
        ContainerPlanner.putBack(
            "keystone",
            List.of(
                container("0bbbbbbb11", "keystone", WANTED, "exited"),
                container("0aaaaaaa11", "keystone.old-0aaaaaaa", BEFORE, "exited")));
    assertThat(back.print())
        .isEqualTo(
            """
            keystone: put back what was there before
              remove keystone (0bbbbbbb) because it did not come up
              put back keystone.old-0aaaaaaa (0aaaaaaa) as keystone
              start keystone because its successor did not come up
            """);
  }

  @Test
  void aNameThatOnlyLooksSetAsideIsAContainerLikeAnyOther() {
    ContainerSpec odd = WANTED.withName("keystone.old-0aaaaaaa");
    assertThat(plan(of(odd, container("0aaaaaaa11", odd.name(), odd, "running"))))
        .isEqualTo("keystone.old-0aaaaaaa: unchanged\n");
  }

  @Test
  void aCommandIsPartOfWhatIsCompared() {
    ContainerSpec other = WANTED.withProcess(ContainerProcess.running("other"));
    assertThat(plan(of(other, container("0aaaaaaa11", "keystone", WANTED, "running"))))
        .startsWith("keystone: replace because its configuration changed\n");
  }

  private static void assertPlan(Situation situation, String expected) {
    assertThat(plan(situation)).isEqualTo(expected);
  }

  private static String plan(Situation situation) {
    return switch (ContainerPlanner.decide(situation)) {
      case Decision.Go go -> go.plan().print();
      case Decision.Refuse refuse -> refuse.failure().reason();
    };
  }

  private static Situation situation(ObservedContainer... mine) {
    return of(WANTED, mine);
  }

  private static Situation of(ContainerSpec wanted, ObservedContainer... mine) {
    return new Situation(
        wanted,
        "",
        Optional.of("sha256:" + wanted.image()),
        false,
        List.of(mine),
        List.of(mine).stream()
            .filter(container -> container.name().equals(wanted.name()))
            .findFirst());
  }

  private static Situation pulled(ContainerSpec wanted, String image, ObservedContainer mine) {
    return new Situation(wanted, "", Optional.of(image), true, List.of(mine), Optional.of(mine));
  }

  private static ObservedContainer container(
      String id, String name, ContainerSpec madeFrom, String state) {
    return container(id, name, madeFrom, state, "none");
  }

  private static ObservedContainer container(
      String id, String name, ContainerSpec madeFrom, String state, String health) {
    return new ObservedContainer(
        id,
        name,
        madeFrom.image(),
        "sha256:" + madeFrom.image(),
        state,
        0,
        health,
        Map.of(
            Labels.MANAGED_BY,
            Labels.KILN,
            Labels.NAME,
            madeFrom.name(),
            Labels.CONFIG_HASH,
            madeFrom.configHash()));
  }

  private static ConfigFile file(String path, ConfigFile.Strategy strategy) {
    return new ConfigFile(path, "content", "root", 0644, strategy);
  }
}
