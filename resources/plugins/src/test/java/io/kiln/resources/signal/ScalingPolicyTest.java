package io.kiln.resources.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.ResourceContract;
import io.kiln.resources.Steps;
import io.kiln.resources.spi.Adjustment;
import io.kiln.resources.spi.Reception;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.value.Value;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScalingPolicyTest extends ResourceContract {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final ResourceHandler policy =
      TypedResource.of(new ScalingPolicy(() -> Optional.of(URI.create("http://127.0.0.1:8004"))));

  @Override
  protected ResourceHandler handler() {
    return policy;
  }

  @Override
  protected Value.MapOf properties() {
    return map(
        """
        {"auto_scaling_group_id": "group", "adjustment_type": "percent_change_in_capacity",
         "scaling_adjustment": 50, "min_adjustment_step": 2, "cooldown": 60}
        """);
  }

  @Override
  protected int thingsOutside() {
    return 0;
  }

  private Reception signal(Value.MapOf heard, String details, Instant now) {
    return policy.signals().orElseThrow().signal(properties(), heard, map(details), now);
  }

  @Test
  void itSaysWhereSignalsAndAlarmsGo() {
    Value.MapOf attributes = Steps.done(policy.create(properties(), context())).attributes();
    assertThat(attributes.get("signal_url")).hasToString("******");
    assertThat(Steps.clear(attributes.get("signal_url")))
        .startsWith("http://127.0.0.1:8004/v1/admin/stacks/cloud/")
        .endsWith("/resources/web/signal?resource=" + context().resourceId());
    assertThat(Steps.clear(attributes.get("alarm_url")))
        .startsWith("http://127.0.0.1:8004/v1/signal/arn%3Aopenstack%3Aheat%3A%3Aadmin");
  }

  @Test
  void aSignalIsPassedToItsGroupAndTheNextOneWaitsForTheCooldown() {
    var passed = (Reception.Passed) signal(Value.MapOf.EMPTY, "{}", NOW);
    assertThat(passed.group()).isEqualTo("group");
    assertThat(passed.adjustment())
        .isEqualTo(
            new Adjustment(
                Adjustment.Kind.PERCENT_CHANGE_IN_CAPACITY,
                50,
                Optional.of(2),
                Optional.of(Duration.ofMinutes(1))));
    assertThat(signal(passed.heard(), "{}", NOW.plusSeconds(59)))
        .isEqualTo(new Reception.Ignored());
    assertThat(signal(passed.heard(), "{}", NOW.plusSeconds(60)))
        .isInstanceOf(Reception.Passed.class);
  }

  @Test
  void anAlarmThatIsOverChangesNothing() {
    assertThat(signal(Value.MapOf.EMPTY, "{\"current\": \"OK\"}", NOW))
        .isEqualTo(new Reception.Ignored());
    assertThat(signal(Value.MapOf.EMPTY, "{\"state\": \"insufficient data\"}", NOW))
        .isEqualTo(new Reception.Ignored());
    assertThat(signal(Value.MapOf.EMPTY, "{\"current\": \"ALARM\"}", NOW))
        .isInstanceOf(Reception.Passed.class);
  }

  @Test
  void aStepIsForPercentagesOnly() {
    Value.MapOf wrong =
        map(
            """
            {"auto_scaling_group_id": "group", "adjustment_type": "exact_capacity",
             "scaling_adjustment": 2, "min_adjustment_step": 2}
            """);
    assertThat(Steps.failed(policy.create(wrong, context())).reason())
        .isEqualTo(
            "min_adjustment_step property should only be specified for adjustment_type with value"
                + " percent_change_in_capacity.");
  }
}
