package io.kiln.resources.software;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.hooks.protocol.DeploymentItem;
import io.kiln.hooks.protocol.Failure;
import io.kiln.hooks.protocol.ProtocolJson;
import io.kiln.hooks.protocol.Result;
import io.kiln.hooks.protocol.Work;
import io.kiln.resources.ResourceContract;
import io.kiln.resources.SimulatedContext;
import io.kiln.resources.Steps;
import io.kiln.resources.host.SimulatedHosts;
import io.kiln.resources.spi.Act;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SoftwareDeploymentTest extends ResourceContract {

  private final SimulatedHosts hosts = new SimulatedHosts("a");
  private final SimulatedConfigs configs = new SimulatedConfigs();
  private final SimulatedBoard board = new SimulatedBoard();
  private final List<DeploymentItem> items = new ArrayList<>();
  private final ResourceHandler deployment =
      TypedResource.of(new SoftwareDeployment(hosts, configs, board, Optional::empty));

  SoftwareDeploymentTest() {
    configs.put(
        new StoredConfig(
            "c1",
            "admin",
            "my-config",
            "script",
            Value.text("echo"),
            List.of(
                new StoredConfig.Input("x", "Number", "", Optional.of(Value.number(3)), false),
                new StoredConfig.Input("unset", "String", "", Optional.empty(), false)),
            List.of(
                new StoredConfig.Output("report", "String", "", false),
                new StoredConfig.Output("trouble", "String", "", true)),
            Value.MapOf.EMPTY,
            Instant.EPOCH));
    hosts.failing(
        work -> {
          if (work instanceof Work.Deploy(DeploymentItem item)) {
            items.add(item);
          }
          return Optional.empty();
        });
    hosts.deploying(new Result.Deployed(0, "out", "err", Map.of("report", json("\"fine\""))));
  }

  @Override
  protected ResourceHandler handler() {
    return deployment;
  }

  @Override
  protected Value.MapOf properties() {
    hosts.slow(2);
    return with(
        map("{\"server\": \"a\", \"config\": \"c1\"}"),
        "input_values",
        Value.map(Map.of("extra", new Value.Text(SECRET, Mark.SECRET), "x", Value.number(5))));
  }

  @Override
  protected int thingsOutside() {
    return 0;
  }

  @Test
  void outputsAndTheThreeStandardValuesBecomeAttributes() {
    assertThat(Steps.done(create(properties())).attributes())
        .isEqualTo(
            Json.parse(
                """
                {"deploy_stdout": "out", "deploy_stderr": "err", "deploy_status_code": 0,
                 "report": "fine"}\
                """));
    assertThat(deployment.schema().anyAttribute()).isTrue();
  }

  @Test
  void theBoardSaysWhatEachRunGetsUnderAnIdOfItsOwnUntilTheDeploymentIsGone() {
    create(properties());
    var first = board.posted.values().iterator().next();
    assertThat(first.action()).isEqualTo("CREATE");
    assertThat(first.name()).isEqualTo("my-config");
    assertThat(first.inputValues().get("x")).isEqualTo(Value.number(5));
    assertThat(Json.write(first.document().get("inputs")))
        .as("a joined host answers by itself")
        .contains("{\"name\":\"x\",\"type\":\"Number\",\"value\":5}")
        .doesNotContain("deploy_signal_id");
    assertThat(board.ended.values()).allMatch(DeploymentBoard.Outcome::succeeded).hasSize(1);

    var there = new Existing<>(Optional.of("d"), properties(), Optional.of(Value.MapOf.EMPTY));
    Steps.done(
        Steps.drive(
            context().token("two"), context -> deployment.update(there, properties(), context)));
    var second = board.posted.values().iterator().next();
    assertThat(second.action()).isEqualTo("UPDATE");
    assertThat(second.config()).isNotEqualTo(first.config());

    deployment.delete(there, context().token("three"));
    assertThat(board.posted).isEmpty();
  }

  @Test
  void theHookGetsDeclaredInputsThenOtherValuesThenTheBuiltInOnes() {
    create(properties());
    DeploymentItem item = items.getFirst();
    assertThat(item.name()).isEqualTo("my-config");
    assertThat(item.config()).isEqualTo("echo");
    Map<String, String> inputs = new LinkedHashMap<>();
    item.inputs().forEach(input -> inputs.put(input.name(), input.type() + " " + input.value()));
    assertThat(inputs)
        .containsExactly(
            Map.entry("x", "Number 5"),
            Map.entry("unset", "String null"),
            Map.entry("extra", "String \"" + SECRET + "\""),
            Map.entry("deploy_server_id", "String \"a\""),
            Map.entry("deploy_action", "String \"CREATE\""),
            Map.entry("deploy_stack_id", "String \"cloud/0b9a6a52-54a5-4d53-9a3a-4f27cf3a3b11\""),
            Map.entry("deploy_resource_name", "String \"web\""),
            Map.entry("deploy_signal_transport", "String \"CFN_SIGNAL\""));
  }

  @Test
  void aSuspendRunsTheConfigOnlyWhenItsActionsSaySo() {
    var done = Steps.done(create(properties()));
    items.clear();
    var silent = existing(properties(), done);
    Steps.done(act(Act.SUSPEND, silent));
    assertThat(items).isEmpty();
    assertThat(Steps.done(act(Act.RESUME, silent)).attributes()).isEqualTo(done.attributes());

    var called = existing(with(properties(), "actions", Json.parse("[\"SUSPEND\"]")), done);
    Steps.done(act(Act.SUSPEND, called));
    Steps.done(act(Act.RESUME, called));
    assertThat(items).hasSize(1);
    assertThat(items.getFirst().inputs())
        .anySatisfy(
            input -> {
              assertThat(input.name()).isEqualTo("deploy_action");
              assertThat(input.value().asString()).isEqualTo("SUSPEND");
            });
    assertThat(deployment.acts()).containsExactly(Act.SUSPEND, Act.RESUME);
  }

  private static Existing<Value.MapOf, Value.MapOf> existing(
      Value.MapOf properties, Progress.Done<Value.MapOf> done) {
    return new Existing<>(
        Optional.of(done.physicalId()), properties, Optional.of(done.attributes()));
  }

  private Progress<Value.MapOf> act(Act act, Existing<Value.MapOf, Value.MapOf> existing) {
    return Steps.drive(context().token(act.name()), each -> deployment.act(act, existing, each));
  }

  @Test
  void aBadExitFailsInHeatsWordsWithTheEndOfItsErrors() {
    hosts.deploying(new Result.Deployed(1, "", "sh: nope: not found\n" + SECRET, Map.of()));
    assertThat(Steps.failed(create(properties())).reason())
        .isEqualTo(
            "Deployment to server failed: deploy_status_code : Deployment exited with non-zero"
                + " status code: 1\nsh: nope: not found\n"
                + Value.MASK);
  }

  @Test
  void aSecretIsTakenOutOfWhatTheScriptWroteAndMarksTheOutputThatHoldsIt() {
    hosts.deploying(
        new Result.Deployed(
            0, "got " + SECRET, "+ " + SECRET, Map.of("report", json("\"is " + SECRET + "\""))));
    Value.MapOf exposed = Steps.done(create(properties())).attributes();
    assertThat(exposed.get("deploy_stdout")).isEqualTo(Value.text("got " + Value.MASK));
    assertThat(exposed.get("deploy_stderr")).isEqualTo(Value.text("+ " + Value.MASK));
    assertThat(exposed.get("report")).isEqualTo(Value.text("is " + SECRET));
    assertThat(exposed.get("report").sensitive()).isTrue();
  }

  @Test
  void theHostIsToldWhichInputsAreSecret() {
    create(properties());
    assertThat(
            items.getFirst().inputs().stream()
                .filter(DeploymentItem.Input::sensitive)
                .map(DeploymentItem.Input::name))
        .containsExactly("extra");
  }

  @Test
  void anErrorOutputFailsTheDeployment() {
    hosts.deploying(new Result.Deployed(0, "", "", Map.of("trouble", json("\"no disk\""))));
    assertThat(Steps.failed(create(properties())).reason())
        .isEqualTo("Deployment to server failed: trouble : no disk");
  }

  @Test
  void aFailureIsMendedByAnUpdateWhichRunsAgain() {
    hosts.deploying(new Result.Deployed(1, "", "", Map.of()));
    Steps.failed(create(properties()));
    hosts.deploying(new Result.Deployed(0, "", "", Map.of()));
    var failed = new Existing<>(Optional.of("d"), properties(), Optional.<Value.MapOf>empty());
    Steps.done(
        Steps.drive(
            context().token("u"), context -> deployment.update(failed, properties(), context)));
    assertThat(actions()).containsExactly("CREATE", "CREATE");
  }

  @Test
  void anActionThatIsNotListedRunsNothingAndKeepsWhatIsExposed() {
    var made = Steps.done(create(properties()));
    var existing =
        new Existing<>(
            Optional.of(made.physicalId()), properties(), Optional.of(made.attributes()));
    items.clear();
    Value.MapOf onlyCreate = with(properties(), "actions", Json.parse("[\"CREATE\"]"));
    assertThat(
            Steps.done(deployment.update(existing, onlyCreate, context().token("u"))).attributes())
        .isEqualTo(made.attributes());
    assertThat(items).isEmpty();
  }

  @Test
  void aDeleteRunsTheConfigOnlyWhenDeleteIsListedAndTheHostIsThere() {
    Value.MapOf listed = with(properties(), "actions", Json.parse("[\"DELETE\"]"));
    var existing = new Existing<>(Optional.of("d"), listed, Optional.<Value.MapOf>empty());
    Steps.drive(context(), context -> deployment.delete(existing, context));
    assertThat(actions()).containsExactly("DELETE");
    hosts.remove("a");
    assertThat(deployment.delete(existing, context().token("again")))
        .isInstanceOf(Progress.Gone.class);
  }

  @Test
  void aLostHostIsWaitedFor() {
    hosts.lose("a");
    assertThat(Steps.waiting(deployment.create(properties(), context())).doing())
        .isEqualTo(
            "waiting for host a: connection refused (is it gone for good? kiln host delete a)");
  }

  @Test
  void aPassingFailureIsTriedAgainAsAnotherRun() {
    int[] left = {2};
    hosts.failing(
        _ ->
            left[0]-- > 0
                ? Optional.of(new Failure(Failure.Cause.AGENT, "disk full", true))
                : Optional.empty());
    Steps.done(create(properties()));
    assertThat(hosts.log())
        .containsExactly("a: fail Deploy", "a: fail Deploy", "a: deploy my-config");
  }

  @Test
  void aMissingConfigAndAConfigWithoutAHookAreNamed() {
    assertThat(Steps.failed(create(with(properties(), "config", Value.text("c9")))).reason())
        .isEqualTo("Deployment to server failed: there is no software config with the id c9");
  }

  @Test
  void withoutAConfigNothingIsRun() {
    assertThat(Steps.done(create(map("{\"server\": \"a\"}"))).attributes())
        .isEqualTo(Value.MapOf.EMPTY);
    assertThat(hosts.log()).isEmpty();
  }

  @Test
  void withoutASignalTheEndIsNotWaitedFor() {
    Value.MapOf wanted = with(properties(), "signal_transport", Value.text("NO_SIGNAL"));
    hosts.slow(1000);
    assertThat(deployment.create(wanted, context())).isInstanceOf(Progress.Done.class);
  }

  private List<String> actions() {
    return items.stream()
        .flatMap(item -> item.inputs().stream())
        .filter(input -> input.name().equals("deploy_action"))
        .map(input -> input.value().stringValue())
        .toList();
  }

  private Progress<Value.MapOf> create(Value.MapOf wanted) {
    SimulatedContext first = context();
    return Steps.drive(first, context -> deployment.create(wanted, context));
  }

  private static JsonNode json(String text) {
    return ProtocolJson.MAPPER.readTree(text);
  }

  private static Value.MapOf with(Value.MapOf properties, String name, Value value) {
    Map<String, Value> all = new LinkedHashMap<>(properties.entries());
    all.put(name, value);
    return Value.map(all);
  }
}
