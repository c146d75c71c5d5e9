package io.kiln.resources.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.spi.Adjustment;
import io.kiln.resources.spi.Past;
import io.kiln.resources.spi.Reception;
import io.kiln.resources.spi.Rolling;
import io.kiln.resources.spi.Unfolded;
import io.kiln.resources.spi.binding.TypedGroup;
import io.kiln.templates.model.Content;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CloudFormationAutoScalingGroupTest extends GroupContract {

  private static final Map<String, Value.MapOf> LAUNCH =
      Map.of("launch", map("{\"ImageId\": \"f42\", \"InstanceMonitoring\": true}"));
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  TypedGroup<?, ?> group() {
    return TypedGroup.of(new CloudFormationAutoScalingGroup());
  }

  @Override
  Told nothing() {
    return new Told(true, Value.MapOf.EMPTY, List.of(), LAUNCH, Value.MapOf.EMPTY);
  }

  @Override
  Value.MapOf properties() {
    return map(
        """
        {"AvailabilityZones": ["nova"], "LaunchConfigurationName": "launch", "MinSize": 2,
         "MaxSize": 5, "Cooldown": 60, "Tags": [{"Key": "team", "Value": "blue"}]}
        """);
  }

  @Override
  String deciding() {
    return "LaunchConfigurationName";
  }

  private static Told after(Unfolded.Now last, Value.MapOf heard) {
    List<Past.Member> members =
        names(last).stream().map(name -> new Past.Member(name, false, Value.text(name))).toList();
    return new Told(false, last.memory(), members, LAUNCH, heard);
  }

  private Reception adjust(Unfolded.Now last, Value.MapOf heard, int change, Instant now) {
    var adjustment =
        new Adjustment(
            Adjustment.Kind.CHANGE_IN_CAPACITY, change, Optional.empty(), Optional.empty());
    return group()
        .scaling()
        .orElseThrow()
        .adjust(properties(), last.memory(), heard, adjustment, now);
  }

  @Test
  void membersAreOfATypeThatTheEnvironmentSaysAndGetWhatTheLaunchConfigurationWasGiven() {
    var now = now(properties(), nothing());
    assertThat(members(now)).hasSize(2);
    Content.Member first = members(now).getFirst();
    assertThat(first.type()).isEqualTo("OS::Heat::ScaledResource");
    assertThat(first.properties())
        .isEqualTo(
            map(
                """
                {"ImageId": "f42", "Tags": [
                  {"Key": "metering.AutoScalingGroupName",
                   "Value": "8f1d0c8e-3a0b-4b38-8e6e-4f6b6a0f2a11"},
                  {"Key": "team", "Value": "blue"}]}
                """));
  }

  @Test
  void aLaunchConfigurationThatIsNotThereIsRefused() {
    assertThat(group().unfold(properties(), Value.MapOf.EMPTY, Told.nothing()))
        .isEqualTo(
            new Unfolded.Refused(
                "LaunchConfigurationName: no launch configuration of this template is called"
                    + " launch"));
  }

  @Test
  void aSignalChangesTheSizeOnceAndTheNextOneWaitsForTheCooldown() {
    var two = now(properties(), nothing());
    var kept = (Reception.Kept) adjust(two, Value.MapOf.EMPTY, 2, NOW);
    assertThat(kept.told()).isEqualTo("ChangeInCapacity : 2");
    assertThat(kept.heard().get("cooldown_end"))
        .isEqualTo(map("{\"2026-01-01T00:01:00Z\": \"ChangeInCapacity : 2\"}"));
    var four = now(properties(), after(two, kept.heard()));
    assertThat(names(four)).hasSize(4).containsAll(names(two));
    assertThat(names(now(properties(), after(four, kept.heard())))).isEqualTo(names(four));
    assertThat(adjust(four, kept.heard(), 1, NOW.plusSeconds(59)))
        .isEqualTo(new Reception.Ignored());
    assertThat(adjust(four, kept.heard(), 1, NOW.plusSeconds(60)))
        .isInstanceOf(Reception.Kept.class);
  }

  @Test
  void signalsThatComeBeforeTheGroupHasFollowedAddUp() {
    var two = now(properties(), nothing());
    Value.MapOf one = ((Reception.Kept) adjust(two, Value.MapOf.EMPTY, 1, NOW)).heard();
    Value.MapOf both = ((Reception.Kept) adjust(two, one, 1, NOW.plusSeconds(61))).heard();
    assertThat(names(now(properties(), after(two, both)))).hasSize(4);
  }

  @Test
  void aChangeThatTheBoundsUndoIsNone() {
    var two = now(properties(), nothing());
    assertThat(adjust(two, Value.MapOf.EMPTY, -1, NOW)).isEqualTo(new Reception.Ignored());
  }

  @Test
  void theUpdatePolicySaysHowMembersFollowAChange() {
    Value.MapOf policy =
        map(
            """
            {"AutoScalingRollingUpdate":
              {"MinInstancesInService": 1, "MaxBatchSize": 2, "PauseTime": "PT1M"}}
            """);
    var made = now(properties(), nothing());
    var rolled =
        (Unfolded.Now) group().unfold(properties(), policy, after(made, Value.MapOf.EMPTY));
    assertThat(rolled.rolling()).contains(new Rolling(1, 2, Duration.ofMinutes(1)));
    assertThat(rolled.spares()).hasSize(2);
    assertThat(group().unfold(properties(), map("{\"RollingUpdate\": {}}"), nothing()))
        .isEqualTo(
            new Unfolded.Refused(
                "UpdatePolicy: RollingUpdate is not known here, only AutoScalingRollingUpdate is"));
  }

  @Test
  void theInstanceListJoinsTheAddressesThereAre() {
    var members = new Counted(List.of("1", "2"), Value.MapOf.EMPTY);
    assertThat(group().attribute("InstanceList", members)).isEqualTo(Value.text("0.0.0.0,0.0.0.0"));
    assertThat(group().spreads("InstanceList")).isFalse();
  }
}
