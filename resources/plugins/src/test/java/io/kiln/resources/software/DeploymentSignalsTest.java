package io.kiln.resources.software;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.SimulatedContext;
import io.kiln.resources.host.SimulatedHosts;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Reception;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Deployments on machines without an agent, which signal what came of them. */
final class DeploymentSignalsTest {

  private static final String MACHINE = "0b9a6a52-54a5-4d53-9a3a-4f27cf3a3b11";
  private static final Value.MapOf PROPERTIES =
      (Value.MapOf) Json.parse("{\"server\": \"%s\", \"config\": \"c1\"}".formatted(MACHINE));

  private final SimulatedConfigs configs = new SimulatedConfigs();
  private final SimulatedBoard board = new SimulatedBoard();
  private final ResourceHandler handler =
      TypedResource.of(
          new SoftwareDeployment(
              new SimulatedHosts("a"),
              configs,
              board,
              () -> Optional.of(URI.create("http://kiln"))));

  DeploymentSignalsTest() {
    configs.put(
        new StoredConfig(
            "c1",
            "admin",
            "my-config",
            "script",
            Value.text("echo"),
            List.of(),
            List.of(
                new StoredConfig.Output("report", "String", "", false),
                new StoredConfig.Output("trouble", "String", "", true)),
            Value.MapOf.EMPTY,
            Instant.EPOCH));
  }

  private Value.MapOf heard(Value.MapOf before, String signal) {
    Reception reception =
        handler
            .signals()
            .orElseThrow()
            .signal(PROPERTIES, before, Json.parse(signal), Instant.EPOCH);
    return ((Reception.Kept) reception).heard();
  }

  private static SimulatedContext context(Value.MapOf signalled) {
    return SimulatedContext.of("web").signalled(signalled);
  }

  private static SimulatedContext resumed(Progress<Value.MapOf> waiting, Value.MapOf signalled) {
    return context(signalled).resumed(((Progress.Waiting<Value.MapOf>) waiting).checkpoint());
  }

  @Test
  void theSignalsOutputsBecomeAttributes() {
    var waiting = handler.create(PROPERTIES, context(Value.MapOf.EMPTY));
    assertThat(waiting).isInstanceOf(Progress.Waiting.class);
    var heard =
        heard(
            Value.MapOf.EMPTY,
            """
            {"deploy_stdout": "hello", "deploy_stderr": "", "deploy_status_code": 0,
             "report": "fine", "undeclared": "dropped"}
            """);
    var done = (Progress.Done<Value.MapOf>) handler.create(PROPERTIES, resumed(waiting, heard));

    assertThat(done.attributes())
        .isEqualTo(
            Json.parse(
                """
                {"deploy_stdout": "hello", "deploy_stderr": "", "deploy_status_code": 0,
                 "report": "fine"}
                """));
  }

  @Test
  void theMachineFindsOnTheBoardWhatToRunAndWhereToSay() {
    handler.create(PROPERTIES, context(Value.MapOf.EMPTY));
    var posting = board.posted.values().iterator().next();

    assertThat(posting.server()).isEqualTo(MACHINE);
    assertThat(posting.awaited()).isTrue();
    assertThat(posting.document().get("config")).isEqualTo(Value.text("echo"));
    assertThat(Json.write(posting.document().get("inputs")))
        .contains(
            "\"name\":\"deploy_signal_id\"",
            "\"value\":\"http://kiln/v1/admin/stacks/",
            "/resources/web/signal?resource=",
            "\"name\":\"deploy_signal_verb\"");
    assertThat(board.ended).isEmpty();
  }

  @Test
  void whatItSaysComesToStandBesideIt() {
    var waiting = handler.create(PROPERTIES, context(Value.MapOf.EMPTY));
    handler.create(
        PROPERTIES, resumed(waiting, heard(Value.MapOf.EMPTY, "{\"report\": \"fine\"}")));
    assertThat(board.posts).as("told once, however often it is waited for").isEqualTo(1);
    var outcome = board.ended.values().iterator().next();
    assertThat(outcome.succeeded()).isTrue();
    assertThat(outcome.reason()).isEqualTo("Outputs received");
    assertThat(outcome.outputs().get("report")).isEqualTo(Value.text("fine"));

    waiting = handler.create(PROPERTIES, context(Value.MapOf.EMPTY).token("second"));
    handler.create(
        PROPERTIES,
        resumed(waiting, heard(Value.MapOf.EMPTY, "{\"deploy_status_code\": 7}"))
            .token("second")
            .resumed(((Progress.Waiting<Value.MapOf>) waiting).checkpoint()));
    outcome = board.ended.values().iterator().next();
    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.reason())
        .isEqualTo("deploy_status_code : Deployment exited with non-zero status code: 7");
    assertThat(outcome.outputs().get("deploy_status_code")).isEqualTo(Value.number(7));
  }

  @Test
  void aBadCodeAndAnErrorOutputFailInHeatsWords() {
    var waiting = handler.create(PROPERTIES, context(Value.MapOf.EMPTY));
    var heard =
        heard(Value.MapOf.EMPTY, "{\"deploy_status_code\": \"7\", \"trouble\": \"no disk\"}");
    var failed = (Progress.Failed<Value.MapOf>) handler.create(PROPERTIES, resumed(waiting, heard));

    assertThat(failed.reason())
        .startsWith(
            "Deployment to server failed: deploy_status_code : Deployment exited with non-zero"
                + " status code: 7, trouble : no disk");
  }

  @Test
  void anUpdateWaitsForASignalOfItsOwn() {
    var old = heard(Value.MapOf.EMPTY, "{\"report\": \"old\"}");
    var there = new Existing<>(Optional.of("d"), PROPERTIES, Optional.of(Value.MapOf.EMPTY));
    var waiting = handler.update(there, PROPERTIES, context(old));
    assertThat(waiting).isInstanceOf(Progress.Waiting.class);
    assertThat(handler.update(there, PROPERTIES, resumed(waiting, old)))
        .isInstanceOf(Progress.Waiting.class);
    var now = heard(old, "{\"report\": \"new\"}");
    var done =
        (Progress.Done<Value.MapOf>) handler.update(there, PROPERTIES, resumed(waiting, now));

    assertThat(done.attributes().get("report")).isEqualTo(Value.text("new"));
  }

  @Test
  void whatWasGivenAsASecretIsNotKept() {
    var given = new java.util.LinkedHashMap<>(PROPERTIES.entries());
    given.put(
        "input_values", Value.map(Map.of("password", new Value.Text("hunter2!", Mark.SECRET))));
    var reception =
        (Reception.Kept)
            handler
                .signals()
                .orElseThrow()
                .signal(
                    Value.map(given),
                    Value.MapOf.EMPTY,
                    Json.parse("{\"deploy_stdout\": \"it is hunter2!\", \"l\": [\"hunter2!\"]}"),
                    Instant.EPOCH);

    assertThat(reception.heard().toString()).doesNotContain("hunter2");
  }

  @Test
  void whatIsNoMapOrHasNoCodeIsRefused() {
    var signals = handler.signals().orElseThrow();
    for (String bad : List.of("[1]", "\"text\"", "{\"deploy_status_code\": \"fine\"}")) {
      assertThat(signals.signal(PROPERTIES, Value.MapOf.EMPTY, Json.parse(bad), Instant.EPOCH))
          .as(bad)
          .isInstanceOf(Reception.Refused.class);
    }
  }

  @Test
  void aMachineThatIsGoneIsNotWaitedFor() {
    var there = new Existing<>(Optional.of("d"), PROPERTIES, Optional.of(Value.MapOf.EMPTY));
    assertThat(handler.delete(there, context(Value.MapOf.EMPTY))).isInstanceOf(Progress.Gone.class);
  }
}
