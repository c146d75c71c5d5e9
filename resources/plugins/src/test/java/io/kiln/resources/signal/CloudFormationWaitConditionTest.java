package io.kiln.resources.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.ResourceContract;
import io.kiln.resources.SimulatedContext;
import io.kiln.resources.Steps;
import io.kiln.resources.spi.Reception;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CloudFormationWaitConditionTest extends ResourceContract {

  private static final String READY =
      "{\"Status\": \"SUCCESS\", \"Reason\": \"ready\", \"UniqueId\": \"i-1\", \"Data\": \"up\"}";

  private final ResourceHandler condition = TypedResource.of(new CloudFormationWaitCondition());
  private final ResourceHandler handle =
      TypedResource.of(
          new CloudFormationWaitConditionHandle(
              () -> Optional.of(URI.create("http://127.0.0.1:8004"))));

  @Override
  protected ResourceHandler handler() {
    return condition;
  }

  @Override
  protected Value.MapOf properties() {
    return map("{\"Handle\": \"h\", \"Timeout\": 60}");
  }

  @Override
  protected SimulatedContext context() {
    return SimulatedContext.of("wait").heard("h", ((Reception.Kept) received(READY)).heard());
  }

  @Override
  protected int thingsOutside() {
    return 0;
  }

  private Reception received(String signal) {
    return handle
        .signals()
        .orElseThrow()
        .signal(map("{}"), Value.MapOf.EMPTY, Json.parse(signal), Instant.EPOCH);
  }

  @Test
  void aSignalHasAllItsPartsAndItsDataIsTheConditionsAttribute() {
    assertThat(Steps.done(condition.create(properties(), context())).attributes().get("Data"))
        .hasToString("{\"i-1\":\"up\"}");
    assertThat(received("{\"Status\": \"SUCCESS\"}")).isInstanceOf(Reception.Refused.class);
    assertThat(received("null")).isInstanceOf(Reception.Refused.class);
  }

  @Test
  void aReferenceToTheHandleIsTheUrlToPutSignalsTo() {
    assertThat(handle.referenceAttribute()).contains("Url");
    assertThat(Steps.clear(Steps.done(handle.create(map("{}"), context())).attributes().get("Url")))
        .isEqualTo(
            "http://127.0.0.1:8004/v1/waitcondition/arn%3Aopenstack%3Aheat%3A%3Aadmin%3Astacks/"
                + "cloud/0b9a6a52-54a5-4d53-9a3a-4f27cf3a3b11/resources/wait?resource=5f0d7c1e-9a51-4a2c-8f5c-1f2e3d4c5b6a");
  }
}
