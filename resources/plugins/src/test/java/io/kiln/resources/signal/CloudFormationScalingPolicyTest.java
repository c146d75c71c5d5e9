package io.kiln.resources.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.ResourceContract;
import io.kiln.resources.Steps;
import io.kiln.resources.spi.Adjustment;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Reception;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.value.Value;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CloudFormationScalingPolicyTest extends ResourceContract {

  private final ResourceHandler policy =
      TypedResource.of(
          new CloudFormationScalingPolicy(() -> Optional.of(URI.create("http://127.0.0.1:8004"))));

  @Override
  protected ResourceHandler handler() {
    return policy;
  }

  @Override
  protected Value.MapOf properties() {
    return map(
        """
        {"AutoScalingGroupName": "group", "AdjustmentType": "ExactCapacity",
         "ScalingAdjustment": 2}
        """);
  }

  @Override
  protected int thingsOutside() {
    return 0;
  }

  @Test
  void itIsReferredToByTheAddressThatAlarmsGoTo() {
    Progress.Done<Value.MapOf> made = Steps.done(policy.create(properties(), context()));
    assertThat(policy.referenceAttribute()).contains("AlarmUrl");
    assertThat(Steps.clear(made.attributes().get("AlarmUrl")))
        .startsWith("http://127.0.0.1:8004/v1/signal/arn%3Aopenstack");
    assertThat(made.physicalId()).doesNotContain("http");
  }

  @Test
  void aSignalIsPassedToItsGroup() {
    var passed =
        (Reception.Passed)
            policy
                .signals()
                .orElseThrow()
                .signal(properties(), Value.MapOf.EMPTY, Value.nothing(), Instant.EPOCH);
    assertThat(passed.group()).isEqualTo("group");
    assertThat(passed.adjustment().kind()).isEqualTo(Adjustment.Kind.EXACT_CAPACITY);
  }
}
