package io.kiln.resources.baremetal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kiln.resources.ResourceContract;
import io.kiln.resources.SimulatedContext;
import io.kiln.resources.Steps;
import io.kiln.resources.spi.Act;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Observation;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The same obligations against a real Ironic, with nodes of fake hardware that it enrols itself.
 * KILN_IRONIC_URL names the Ironic; without one the tests are skipped.
 */
class RealIronicTest extends ResourceContract {

  private static final String URL =
      Objects.requireNonNullElse(System.getenv("KILN_IRONIC_URL"), "http://127.0.0.1:6385");
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final String run = UUID.randomUUID().toString();
  private final String resourceClass = "kiln." + run.substring(0, 8);
  private final Ironic ironic =
      new IronicClient(new IronicEndpoint(URI.create(URL), new IronicEndpoint.Auth.None()));
  private final ResourceHandler server = TypedResource.of(new BareMetalServer(ironic));
  private final List<String> nodes = new ArrayList<>();

  @BeforeEach
  void anIronicAnswersAndHasAFreeNode() throws InterruptedException {
    IronicAnswer answer = ironic.call(Ironic.Method.GET, "/v1/nodes?limit=1", Optional.empty());
    assumeTrue(
        answer instanceof IronicAnswer.Ok,
        () -> "SKIPPED: no Ironic at " + URL + " (" + answer + "); set KILN_IRONIC_URL");
    nodes.add(enrol("a", "{}"));
  }

  @AfterEach
  void leaveNothing() throws InterruptedException {
    if (nodes.isEmpty()) {
      return;
    }
    var existing =
        new Existing<>(Optional.<String>empty(), properties(), Optional.<Value.MapOf>empty());
    drive(context().token("cleanup"), context -> server.delete(existing, context));
    for (String node : nodes) {
      await(node, "available");
      ok(ironic.call(Ironic.Method.DELETE, "/v1/nodes/" + node, Optional.empty()));
    }
  }

  @Test
  void aNodeThatSomebodySwitchedOffIsSeenAndSwitchedOnAgain() throws InterruptedException {
    var made = made(Steps.done(drive(context(), context -> server.create(properties(), context))));
    assertSame(made);
    switchTo(made, "power on"); // the fake driver leaves what it deploys switched off
    var lit = made(looking(made, "on"));
    assertSame(lit);
    switchTo(lit, "power off");
    assertThat(Steps.failed(server.act(Act.CHECK, lit, context())).reason())
        .contains("power_state is power off instead of power on");
    assertSame(made(looking(lit, "again")));
  }

  private Existing<Value.MapOf, Value.MapOf> made(Progress.Done<Value.MapOf> done) {
    return new Existing<>(
        Optional.of(done.physicalId()), properties(), Optional.of(done.attributes()));
  }

  private Progress.Done<Value.MapOf> looking(
      Existing<Value.MapOf, Value.MapOf> made, String token) {
    return Steps.done(
        drive(
            context().token(token).looking(),
            context -> server.update(made, properties(), context)));
  }

  private void assertSame(Existing<Value.MapOf, Value.MapOf> made) {
    Observation.Found found = (Observation.Found) server.observe(made, context());
    assertThat(found.actual()).isEqualTo(found.expected());
    assertThat(server.act(Act.CHECK, made, context())).isInstanceOf(Progress.Done.class);
  }

  private void switchTo(Existing<Value.MapOf, Value.MapOf> made, String state)
      throws InterruptedException {
    String node = made.attributes().orElseThrow().get("node_uuid").toString();
    ok(
        ironic.call(
            Ironic.Method.PUT,
            "/v1/nodes/" + node + "/states/power",
            Optional.of(map("{\"target\": \"" + state + "\"}"))));
    Instant end = Instant.now().plus(TIMEOUT);
    while (!node(node).get("power_state").equals(Value.text(state))) {
      assertThat(Instant.now()).as("node %s is %s", node, state).isBefore(end);
      Thread.sleep(100);
    }
  }

  @Override
  protected ResourceHandler handler() {
    return server;
  }

  @Override
  protected Value.MapOf properties() {
    return map(
        """
        {"resource_class": "%s", "image": {"source": "http://127.0.0.1:9/a", "checksum": "abc"},
         "config_drive": {"meta_data": {"hostname": "web"}, "user_data": "%s"}}\
        """
            .formatted(resourceClass, SECRET));
  }

  @Override
  protected int thingsOutside() {
    int count = 0;
    for (Value node :
        list("/v1/nodes?fields=uuid,instance_uuid&resource_class=" + resourceClass, "nodes")) {
      if (((Value.MapOf) node).get("instance_uuid") instanceof Value.Text) {
        count++;
      }
    }
    return count + list("/v1/allocations?resource_class=" + resourceClass, "allocations").size();
  }

  @Override
  protected SimulatedContext context() {
    return super.context().resource(run);
  }

  @Override
  protected Progress<Value.MapOf> drive(
      SimulatedContext first, Function<SimulatedContext, Progress<Value.MapOf>> step) {
    Instant end = Instant.now().plus(TIMEOUT);
    SimulatedContext context = first;
    while (Instant.now().isBefore(end)) {
      Progress<Value.MapOf> progress = step.apply(context);
      if (!(progress instanceof Progress.Waiting<Value.MapOf> waiting)) {
        return progress;
      }
      context = context.resumed(Json.parse(Json.write(waiting.checkpoint())));
      pause(waiting.askAgainIn());
    }
    throw new AssertionError("the step did not end within " + TIMEOUT);
  }

  @Test
  void aServerBecomesActiveIsRebuiltInPlaceAndIsReleased() {
    var done = Steps.done(drive(context(), context -> server.create(properties(), context)));
    assertThat(done.attributes().get("provision_state")).isEqualTo(Value.text("active"));
    assertThat(done.attributes().get("node_uuid")).isEqualTo(Value.text(nodes.getFirst()));
    var existing =
        new Existing<>(
            Optional.of(done.physicalId()), properties(), Optional.of(done.attributes()));
    Map<String, Value> changed = new LinkedHashMap<>(properties().entries());
    changed.put("image", Json.parse("{\"source\": \"http://127.0.0.1:9/b\"}"));
    var rebuilt =
        Steps.done(
            drive(
                context().token("u"),
                context -> server.update(existing, Value.map(changed), context)));
    assertThat(rebuilt.physicalId()).isEqualTo(done.physicalId());
    assertThat(rebuilt.attributes().get("node_uuid")).isEqualTo(Value.text(nodes.getFirst()));
    Value.MapOf info = (Value.MapOf) node(nodes.getFirst()).get("instance_info");
    assertThat(info.get("image_source")).isEqualTo(Value.text("http://127.0.0.1:9/b"));
    assertThat(info.entries()).doesNotContainKey("image_checksum");

    drive(context().token("d"), context -> server.delete(existing, context));
    assertThat(node(nodes.getFirst()).get("provision_state")).isEqualTo(Value.text("available"));
    assertThat(thingsOutside()).isZero();
  }

  @Test
  void withoutAFreeNodeIronicsWordsAreTheReason() {
    Map<String, Value> wanted = new LinkedHashMap<>(properties().entries());
    wanted.put("traits", Json.parse("[\"CUSTOM_NOWHERE\"]"));
    assertThat(
            Steps.failed(drive(context(), each -> server.create(Value.map(wanted), each))).reason())
        .contains("no suitable nodes have the requested traits");
    assertThat(thingsOutside()).isZero();
  }

  @Test
  void aDeploymentThatFailsIsToldInIronicsWords() throws InterruptedException {
    nodes.add(
        enrol(
            "b",
            """
            {"deploy_interface": "direct", "management_interface": "noop",
             "automated_clean": false}\
            """));
    Map<String, Value> wanted = new LinkedHashMap<>(properties().entries());
    wanted.put("candidate_nodes", Value.list(List.of(Value.text(nodes.getLast()))));
    assertThat(
            Steps.failed(drive(context(), each -> server.create(Value.map(wanted), each))).reason())
        .contains("Validation of image href")
        .doesNotContain(SECRET);
  }

  private String enrol(String suffix, String more) throws InterruptedException {
    Map<String, Value> node = new LinkedHashMap<>();
    node.put("name", Value.text("kiln-" + run + "-" + suffix));
    node.put("driver", Value.text("fake-hardware"));
    node.put("resource_class", Value.text(resourceClass));
    node.put(
        "driver_info",
        Json.parse("{\"deploy_kernel\": \"http://x/k\", \"deploy_ramdisk\": \"http://x/r\"}"));
    node.putAll(map(more).entries());
    Value.MapOf made =
        ok(ironic.call(Ironic.Method.POST, "/v1/nodes", Optional.of(Value.map(node))));
    String uuid = made.get("uuid").toString();
    provision(uuid, "manage", "manageable");
    ok(
        ironic.call(
            Ironic.Method.PUT,
            "/v1/nodes/" + uuid + "/states/power",
            Optional.of(Json.parse("{\"target\": \"power off\"}"))));
    provision(uuid, "provide", "available");
    return uuid;
  }

  private void provision(String node, String verb, String state) throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      IronicAnswer answer =
          ironic.call(
              Ironic.Method.PUT,
              "/v1/nodes/" + node + "/states/provision",
              Optional.of(Json.parse("{\"target\": \"" + verb + "\"}")));
      if (answer instanceof IronicAnswer.Ok) {
        await(node, state);
        return;
      }
      pause(Duration.ofMillis(100));
    }
    throw new AssertionError("node " + node + " does not take " + verb);
  }

  private void await(String node, String state) throws InterruptedException {
    Instant end = Instant.now().plus(TIMEOUT);
    while (!node(node).get("provision_state").equals(Value.text(state))) {
      assertThat(Instant.now()).as("node %s becomes %s", node, state).isBefore(end);
      Thread.sleep(100);
    }
  }

  private Value.MapOf node(String uuid) {
    return ok(ironic.call(Ironic.Method.GET, "/v1/nodes/" + uuid, Optional.empty()));
  }

  private List<Value> list(String path, String key) {
    return ((Value.ListOf) ok(ironic.call(Ironic.Method.GET, path, Optional.empty())).get(key))
        .items();
  }

  private static Value.MapOf ok(IronicAnswer answer) {
    assertThat(answer).isInstanceOf(IronicAnswer.Ok.class);
    return ((IronicAnswer.Ok) answer).body();
  }

  private static void pause(Duration asked) {
    try {
      Thread.sleep(asked.compareTo(Duration.ofSeconds(1)) < 0 ? asked : Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}
