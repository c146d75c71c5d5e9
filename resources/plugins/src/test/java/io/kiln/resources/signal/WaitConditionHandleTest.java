package io.kiln.resources.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.ResourceContract;
import io.kiln.resources.Steps;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.value.Value;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WaitConditionHandleTest extends ResourceContract {

  private static final String STACK = "cloud/0b9a6a52-54a5-4d53-9a3a-4f27cf3a3b11/resources/web";

  private final ResourceHandler handle =
      TypedResource.of(
          new WaitConditionHandle(() -> Optional.of(URI.create("http://127.0.0.1:8004"))));

  @Override
  protected ResourceHandler handler() {
    return handle;
  }

  @Override
  protected Value.MapOf properties() {
    return map("{\"signal_transport\": \"TOKEN_SIGNAL\"}");
  }

  @Override
  protected int thingsOutside() {
    return 0;
  }

  private Value.MapOf attributes(String transport) {
    return Steps.done(
            handle.create(map("{\"signal_transport\": \"%s\"}".formatted(transport)), context()))
        .attributes();
  }

  @Test
  void itSaysWhereSignalsGo() {
    Value.MapOf attributes = attributes("TOKEN_SIGNAL");
    String url =
        "http://127.0.0.1:8004/v1/admin/stacks/"
            + STACK
            + "/signal?resource="
            + context().resourceId();
    assertThat(Steps.clear(attributes.get("endpoint"))).isEqualTo(url);
    assertThat(Steps.clear(attributes.get("curl_cli")))
        .isEqualTo(
            "curl -i -X POST -H 'Content-Type: application/json' -H 'Accept: application/json' '"
                + url
                + "'");
    assertThat(attributes.get("token")).isEqualTo(Value.nothing());
    assertThat(Steps.clear(attributes("HEAT_SIGNAL").get("signal")))
        .isEqualTo("{\"endpoint\":\"" + url + "\"}");
  }

  @Test
  void aTransportThatTellsNobodyGivesNothingAndCloudFormationsAUrlOfItsOwn() {
    assertThat(attributes("NO_SIGNAL").entries()).isEmpty();
    assertThat(Steps.clear(attributes("CFN_SIGNAL").get("signal")))
        .isEqualTo(
            "{\"alarm_url\":\"http://127.0.0.1:8004/v1/waitcondition/"
                + "arn%3Aopenstack%3Aheat%3A%3Aadmin%3Astacks/"
                + STACK
                + "?resource=5f0d7c1e-9a51-4a2c-8f5c-1f2e3d4c5b6a\"}");
  }

  @Test
  void whatNeedsAServiceThatIsNotThereIsRefused() {
    var wanted = map("{\"signal_transport\": \"ZAQAR_SIGNAL\"}");
    assertThat(Steps.failed(handle.create(wanted, context())).reason())
        .isEqualTo(
            "signal_transport: ZAQAR_SIGNAL needs a service that is not there; use TOKEN_SIGNAL");
  }

  @Test
  void itWaitsUntilTheAddressOfTheApiIsKnown() {
    var early = TypedResource.of(new WaitConditionHandle(Optional::empty));
    assertThat(early.create(properties(), context())).isInstanceOf(Progress.Waiting.class);
  }
}
