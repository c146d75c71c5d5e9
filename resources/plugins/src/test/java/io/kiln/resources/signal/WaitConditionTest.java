package io.kiln.resources.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.ResourceContract;
import io.kiln.resources.SimulatedContext;
import io.kiln.resources.Steps;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Reception;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WaitConditionTest extends ResourceContract {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final ResourceHandler condition = TypedResource.of(new WaitCondition());
  private final ResourceHandler handle =
      TypedResource.of(
          new WaitConditionHandle(() -> Optional.of(URI.create("http://127.0.0.1:8004"))));

  @Override
  protected ResourceHandler handler() {
    return condition;
  }

  @Override
  protected Value.MapOf properties() {
    return map("{\"handle\": \"h\", \"timeout\": 60, \"count\": 2}");
  }

  @Override
  protected SimulatedContext context() {
    return context("{}", "{}");
  }

  @Override
  protected int thingsOutside() {
    return 0;
  }

  private SimulatedContext context(String... signals) {
    Value.MapOf heard = Value.MapOf.EMPTY;
    for (String signal : signals) {
      heard = kept(heard, signal).heard();
    }
    return SimulatedContext.of("wait").heard("h", heard);
  }

  private Reception.Kept kept(Value.MapOf heard, String signal) {
    return (Reception.Kept) received(heard, signal);
  }

  private Reception received(Value.MapOf heard, String signal) {
    return handle.signals().orElseThrow().signal(map("{}"), heard, Json.parse(signal), NOW);
  }

  @Test
  void asManySignalsAsAreWantedCompleteItAndTheirDataIsItsAttribute() {
    assertThat(condition.create(properties(), context("{\"data\": 1}")))
        .isInstanceOf(Progress.Waiting.class);
    var done =
        Steps.done(
            condition.create(
                properties(),
                context("{\"data\": {\"a\": 1}}", "{\"id\": \"x\", \"data\": \"b\"}")));
    assertThat(done.attributes().get("data")).hasToString("{\"1\":{\"a\":1},\"x\":\"b\"}");
  }

  @Test
  void aFurtherSignalOfOneIdTakesThePlaceOfTheFirst() {
    var waiting =
        (Progress.Waiting<Value.MapOf>)
            condition.create(properties(), context("{\"id\": \"x\"}", "{\"id\": \"x\"}"));
    assertThat(waiting.doing()).startsWith("1 of 2 signals received");
  }

  @Test
  void oneFailureFailsItForAllReasonsGiven() {
    var failed =
        Steps.failed(
            condition.create(
                properties(),
                context(
                    "{\"status\": \"FAILURE\", \"reason\": \"no disk\"}",
                    "{}",
                    "{\"status\": \"FAILURE\"}")));
    assertThat(failed.reason()).isEqualTo("no disk;Signal 3 received");
  }

  @Test
  void whenTheTimeIsUpItSaysHowFarThingsHadCome() {
    var waiting =
        (Progress.Waiting<Value.MapOf>)
            condition.create(properties(), SimulatedContext.of("wait").heard("h", map("{}")));
    assertThat(waiting.askAgainIn()).isEqualTo(Duration.ofSeconds(5));
    var late = SimulatedContext.of("wait").heard("h", map("{}")).resumed(waiting.checkpoint());
    assertThat(
            Steps.failed(condition.create(properties(), late.after(Duration.ofMinutes(1))))
                .reason())
        .isEqualTo("0 of 2 received");
    var half = context("{\"reason\": \"one is here\"}").resumed(waiting.checkpoint());
    assertThat(
            Steps.failed(condition.create(properties(), half.after(Duration.ofMinutes(2))))
                .reason())
        .isEqualTo("1 of 2 received - one is here");
  }

  @Test
  void aHandleThatIsNoneIsNamed() {
    assertThat(Steps.failed(condition.create(properties(), SimulatedContext.of("wait"))).reason())
        .startsWith("handle: h is no wait condition handle of this stack");
  }

  @Test
  void aSignalSaysWhatItWasInItsEventAndOneWithoutSenseIsRefused() {
    assertThat(kept(Value.MapOf.EMPTY, "null").told())
        .isEqualTo("status:SUCCESS reason:Signal 1 received");
    assertThat(kept(Value.MapOf.EMPTY, "null").heard())
        .hasToString("{1: {reason: Signal 1 received, data: null, status: SUCCESS}}");
    for (String nonsense :
        new String[] {"[1]", "\"SUCCESS\"", "{\"status\": \"FINE\"}", "{\"state\": \"x\"}"}) {
      assertThat(received(Value.MapOf.EMPTY, nonsense))
          .isInstanceOfSatisfying(
              Reception.Refused.class,
              refused -> assertThat(refused.reason()).startsWith("Metadata format invalid"));
    }
  }
}
