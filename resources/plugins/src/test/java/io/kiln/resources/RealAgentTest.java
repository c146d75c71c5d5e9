package io.kiln.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.hooks.agent.Agent;
import io.kiln.hooks.agent.AgentPolicy;
import io.kiln.hooks.agent.runtime.SimulatedRuntime;
import io.kiln.hooks.protocol.HostAgent;
import io.kiln.resources.container.ContainerService;
import io.kiln.resources.host.HostAgents;
import io.kiln.resources.host.ResilienceSettings;
import io.kiln.resources.host.ResilientHostAgents;
import io.kiln.resources.software.DeploymentBoard;
import io.kiln.resources.software.SoftwareConfigs;
import io.kiln.resources.software.SoftwareDeployment;
import io.kiln.resources.software.StoredConfig;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services and deployments on two real agents whose containers are simulated. */
class RealAgentTest {

  @TempDir private Path folder = Path.of("unset");

  private final Map<String, SimulatedRuntime> runtimes = new LinkedHashMap<>();
  private final Map<String, Agent> agents = new LinkedHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HostAgents guarded =
      new ResilientHostAgents(
          host -> Optional.<HostAgent>ofNullable(agents.get(host)),
          ResilienceSettings.DEFAULT,
          threads);
  private final ResourceHandler service = TypedResource.of(new ContainerService(guarded));

  @BeforeEach
  void start() throws IOException {
    for (String host : List.of("a", "b")) {
      Path data = folder.resolve(host);
      var runtime = new SimulatedRuntime(folder.resolve(host + ".json"));
      runtimes.put(host, runtime);
      agents.put(
          host,
          new Agent(host, runtime, data, AgentPolicy.permissive(data), InstantSource.system()));
    }
  }

  @AfterEach
  void stop() throws Exception {
    for (Agent agent : agents.values()) {
      agent.close();
    }
    threads.shutdownNow();
  }

  @Test
  void aServiceComesUpIsUpdatedHostByHostAndGoes() {
    Value.MapOf first =
        map(
            """
            {"name": "web", "hosts": ["a", "b"], "image": "kiln/web:1",
             "command": "sleep 1000", "healthcheck": {"test": "true", "interval": 1},
             "files": [{"path": "/etc/web.conf", "content": "x = 1"}],
             "bootstrap": [{"name": "sync", "command": "true"}],
             "post_start": [{"name": "hello", "command": "true", "exec": true}]}\
            """);
    var made = Steps.done(drive("c", context -> service.create(first, context)));
    assertThat(running("a")).isEqualTo(1);
    assertThat(running("b")).isEqualTo(1);
    assertThat(health(made.attributes())).containsOnly("healthy");

    Value.MapOf second = with(first, "image", "\"kiln/web:2\"");
    var updated =
        Steps.done(drive("u", context -> service.update(existing(made, first), second, context)));
    assertThat(updated.attributes().toString()).contains("kiln/web:2").doesNotContain("web:1");
    assertThat(ids(updated.attributes())).doesNotContainAnyElementsOf(ids(made.attributes()));

    var unchanged =
        Steps.done(
            drive("n", context -> service.update(existing(updated, second), second, context)));
    assertThat(ids(unchanged.attributes())).isEqualTo(ids(updated.attributes()));

    assertThat(drive("d", context -> service.delete(existing(unchanged, second), context)))
        .isInstanceOf(Progress.Gone.class);
    assertThat(running("a") + running("b")).isZero();
  }

  @Test
  void anImageThatCannotBePulledFailsTheServiceAndLeavesNothing() {
    Value.MapOf wanted =
        map("{\"name\": \"web\", \"hosts\": [\"a\"], \"image\": \"missing/web:1\"}");
    assertThat(Steps.failed(drive("c", context -> service.create(wanted, context))).reason())
        .contains("missing/web:1")
        .contains("host a");
    assertThat(running("a")).isZero();
  }

  @Test
  void anEngineThatIsAwayIsWaitedForUntilItIsBack() {
    SimulatedRuntime runtime = Optional.ofNullable(runtimes.get("a")).orElseThrow();
    runtime.setDown(true);
    Value.MapOf wanted = map("{\"name\": \"web\", \"hosts\": [\"a\"], \"image\": \"kiln/web:1\"}");
    var first = SimulatedContext.of("web");
    var waiting = Steps.waiting(service.create(wanted, first));
    for (int i = 0; i < 5; i++) {
      waiting = Steps.waiting(service.create(wanted, first.resumed(waiting.checkpoint())));
    }
    runtime.setDown(false);
    Steps.done(drive("token-1", context -> service.create(wanted, context)));
  }

  @Test
  void aScriptGetsItsInputsAndGivesItsOutputs() {
    var deployment =
        deployment("echo \"got $x\" >&2; printf '%s' \"$x-out\" > $heat_outputs_path.y");
    var done =
        Steps.done(drive("c", context -> deployment.create(deploymentProperties(), context)));
    assertThat(done.attributes())
        .isEqualTo(
            Json.parse(
                """
                {"deploy_stdout": "", "deploy_stderr": "got in\\n", "deploy_status_code": 0,
                 "y": "in-out"}\
                """));
  }

  @Test
  void aScriptThatFailsFailsTheDeploymentWithWhatItSaid() {
    var deployment = deployment("echo no such luck >&2; exit 3");
    assertThat(
            Steps.failed(drive("c", context -> deployment.create(deploymentProperties(), context)))
                .reason())
        .startsWith(
            "Deployment to server failed: deploy_status_code : Deployment exited with non-zero"
                + " status code: 3\n")
        .contains("no such luck");
  }

  private ResourceHandler deployment(String script) {
    var config =
        new StoredConfig(
            "c1",
            "admin",
            "script",
            "script",
            Value.text("#!/bin/sh\n" + script),
            List.of(new StoredConfig.Input("x", "String", "", Optional.empty(), false)),
            List.of(new StoredConfig.Output("y", "String", "", false)),
            Value.MapOf.EMPTY,
            Instant.EPOCH);
    return TypedResource.of(
        new SoftwareDeployment(
            guarded, new OneConfig(config), DeploymentBoard.NOBODY_ASKS, Optional::empty));
  }

  private static Value.MapOf deploymentProperties() {
    return map("{\"server\": \"a\", \"config\": \"c1\", \"input_values\": {\"x\": \"in\"}}");
  }

  private static Progress<Value.MapOf> drive(
      String token, Function<SimulatedContext, Progress<Value.MapOf>> step) {
    return Steps.drive(SimulatedContext.of("web").token(token), step);
  }

  private int running(String host) {
    return Optional.ofNullable(agents.get(host)).orElseThrow().status().running();
  }

  private static List<String> health(Value.MapOf attributes) {
    return each(attributes, "health");
  }

  private static List<String> ids(Value.MapOf attributes) {
    return each(attributes, "id");
  }

  private static List<String> each(Value.MapOf attributes, String field) {
    return ((Value.ListOf) attributes.get("containers"))
        .items().stream().map(item -> ((Value.MapOf) item).get(field).toString()).toList();
  }

  private static Existing<Value.MapOf, Value.MapOf> existing(
      Progress.Done<Value.MapOf> done, Value.MapOf properties) {
    return new Existing<>(
        Optional.of(done.physicalId()), properties, Optional.of(done.attributes()));
  }

  private static Value.MapOf with(Value.MapOf properties, String name, String json) {
    Map<String, Value> all = new LinkedHashMap<>(properties.entries());
    all.put(name, Json.parse(json));
    return Value.map(all);
  }

  private static Value.MapOf map(String json) {
    return (Value.MapOf) Json.parse(json);
  }

  private record OneConfig(StoredConfig config) implements SoftwareConfigs {

    @Override
    public void put(StoredConfig other) {
      throw new AssertionError("nothing is stored here");
    }

    @Override
    public Optional<StoredConfig> find(String project, String id) {
      return id.equals(config.id()) ? Optional.of(config) : Optional.empty();
    }

    @Override
    public void delete(String project, String id) {
      throw new AssertionError("nothing is removed here");
    }
  }
}
