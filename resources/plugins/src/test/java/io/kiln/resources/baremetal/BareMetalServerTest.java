package io.kiln.resources.baremetal;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.ResourceContract;
import io.kiln.resources.Steps;
import io.kiln.resources.spi.Effect;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BareMetalServerTest extends ResourceContract {

  private final SimulatedIronic ironic = new SimulatedIronic();
  private final String n1 = ironic.node("n1", "small", "boot_mode:bios");
  private final String n2 = ironic.node("n2", "small", "boot_mode:uefi,raid:1");
  private final ResourceHandler server = TypedResource.of(new BareMetalServer(ironic));

  @Override
  protected ResourceHandler handler() {
    return server;
  }

  @Override
  protected Value.MapOf properties() {
    return map(
        """
        {"resource_class": "small",
         "image": {"source": "http://images/a.qcow2", "checksum": "abc"},
         "config_drive": {"meta_data": {"hostname": "web"}, "user_data": "%s"}}\
        """
            .formatted(SECRET));
  }

  @Override
  protected int thingsOutside() {
    return ironic.instances() + ironic.allocations();
  }

  @Test
  void aCreateAllocatesTellsTheNodeAndDeploys() {
    var done = Steps.done(create(properties()));
    assertThat(ironic.writes()).containsExactly("allocate", "active n1");
    assertThat(ironic.field(n1, "instance_info"))
        .isEqualTo(
            Json.parse(
                """
                {"display_name": "cloud-web-abcdefghijkl",
                 "image_source": "http://images/a.qcow2", "image_checksum": "abc"}\
                """));
    assertThat(ironic.field(n1, "configdrive"))
        .isEqualTo(
            Json.parse(
                "{\"meta_data\": {\"hostname\": \"web\"}, \"user_data\": \"" + SECRET + "\"}"));
    assertThat(done.attributes().get("node_uuid")).isEqualTo(Value.text(n1));
    assertThat(done.attributes().get("provision_state")).isEqualTo(Value.text("active"));
    assertThat(done.attributes().get("allocation")).isEqualTo(Value.text(done.physicalId()));
  }

  @Test
  void capabilitiesNarrowTheCandidates() {
    Value.MapOf wanted = with(properties(), "capabilities", "{\"boot_mode\": \"uefi\"}");
    assertThat(Steps.done(create(wanted)).attributes().get("node_name"))
        .isEqualTo(Value.text("n2"));
    assertThat(ironic.field(n2, "instance_info").toString()).contains("boot_mode: uefi");
    Value.MapOf nowhere = with(properties(), "capabilities", "{\"boot_mode\": \"efi64\"}");
    var other = context().resource("other");
    var failed = Steps.drive(other, context -> server.create(nowhere, context));
    assertThat(Steps.failed(failed).reason())
        .isEqualTo("no node of resource class small has the capabilities {boot_mode=efi64}");
  }

  @Test
  void withoutAFreeNodeItFailsInIronicsWordsAndLeavesNothing() {
    assertThat(Steps.failed(create(with(properties(), "resource_class", "\"large\""))).reason())
        .isEqualTo("no available nodes match the resource class");
    assertThat(thingsOutside()).isZero();
  }

  @Test
  void itWaitsForAFreeNodeWhenToldSo() {
    Value.MapOf wanted =
        with(with(properties(), "resource_class", "\"large\""), "wait_for_capacity", "true");
    Progress.Waiting<Value.MapOf> waiting = Steps.waiting(server.create(wanted, context()));
    while (!waiting.doing().startsWith("waiting for capacity")) {
      waiting = Steps.waiting(server.create(wanted, context().resumed(waiting.checkpoint())));
    }
    assertThat(waiting.doing())
        .isEqualTo("waiting for capacity: no available nodes match the resource class");
    ironic.node("n3", "large", "");
    Value left = waiting.checkpoint();
    Steps.done(Steps.drive(context().resumed(left), context -> server.create(wanted, context)));
  }

  @Test
  void aLockedNodeIsTriedAgain() {
    ironic.lock(3);
    Steps.done(create(properties()));
    assertThat(ironic.writes()).containsExactly("allocate", "active n1");
  }

  @Test
  void anIronicThatDoesNotAnswerIsWaitedFor() {
    ironic.reachable(false);
    var waiting = Steps.waiting(server.create(properties(), context()));
    assertThat(waiting.doing()).isEqualTo("waiting for Ironic: connection refused");
    ironic.reachable(true);
    Steps.done(
        Steps.drive(
            context().resumed(waiting.checkpoint()),
            context -> server.create(properties(), context)));
  }

  @Test
  void aFailedDeploymentIsToldInIronicsWordsAndMendedByAnUpdate() {
    ironic.deployFails(Optional.of("image not found, had " + SECRET));
    assertThat(Steps.failed(create(properties())).reason())
        .isEqualTo("node n1: image not found, had " + Value.MASK);
    ironic.deployFails(Optional.empty());
    var failed = new Existing<>(Optional.of("x"), properties(), Optional.<Value.MapOf>empty());
    Value.MapOf wanted = with(properties(), "image", "{\"source\": \"http://images/b\"}");
    Steps.done(
        Steps.drive(context().token("u"), context -> server.update(failed, wanted, context)));
    assertThat(ironic.writes()).containsExactly("allocate", "active n1", "rebuild n1");
    assertThat(ironic.field(n1, "instance_info").toString())
        .contains("http://images/b")
        .doesNotContain("image_checksum");
  }

  @Test
  void aDeploymentThatTheEndOfIronicCutShortIsBegunAgain() {
    ironic.deployFails(Optional.of("The deploying state can't be resumed by conductor localhost"));
    var context = context();
    Progress<Value.MapOf> progress = server.create(properties(), context);
    while (ironic.writes().size() < 3) {
      progress = server.create(properties(), context.resumed(Steps.waiting(progress).checkpoint()));
    }
    ironic.deployFails(Optional.empty());
    Value left = Steps.waiting(progress).checkpoint();
    Steps.done(Steps.drive(context.resumed(left), each -> server.create(properties(), each)));
  }

  @Test
  void aNewImageDeploysTheSameNodeAnewExactlyOnce() {
    var existing = made(properties());
    Value.MapOf wanted = with(properties(), "image", "{\"source\": \"http://images/b\"}");
    var context = context().token("u");
    var done = Steps.done(Steps.drive(context, each -> server.update(existing, wanted, each)));
    assertThat(ironic.writes()).containsExactly("allocate", "active n1", "rebuild n1");
    assertThat(done.physicalId()).isEqualTo(existing.physicalId().orElseThrow());
    assertThat(ironic.field(n1, "instance_info"))
        .isEqualTo(
            Json.parse(
                """
                {"display_name": "cloud-web-abcdefghijkl",
                 "image_source": "http://images/b"}\
                """));
  }

  @Test
  void whoGoesOnAfterTheOrderWasTakenDoesNotGiveItTwice() {
    var existing = made(properties());
    Value.MapOf wanted = with(properties(), "image", "{\"source\": \"http://images/b\"}");
    var context = context().token("u");
    var ordering = Steps.waiting(server.update(existing, wanted, context));
    server.update(existing, wanted, context.resumed(ordering.checkpoint()));
    // The answer of that call was lost, and the node is active again by now.
    ironic.call(Ironic.Method.GET, "/v1/nodes/" + n1, Optional.empty());
    Value left = ordering.checkpoint();
    Steps.done(Steps.drive(context.resumed(left), each -> server.update(existing, wanted, each)));
    assertThat(ironic.writes()).containsExactly("allocate", "active n1", "rebuild n1");
  }

  @Test
  void aChangeThatConcernsOnlyUsTouchesNoNode() {
    var existing = made(properties());
    Steps.done(
        server.update(existing, with(properties(), "on_delete", "\"keep\""), context().token("u")));
    assertThat(ironic.writes()).containsExactly("allocate", "active n1");
  }

  @Test
  void aNodeThatSomebodyElseHasByNowIsLeftAlone() {
    var existing = made(properties());
    ironic.steal(n1);
    Steps.drive(context().token("d"), context -> server.delete(existing, context));
    assertThat(ironic.field(n1, "provision_state")).isEqualTo(Value.text("active"));
    assertThat(ironic.writes()).doesNotContain("deleted n1");
  }

  @Test
  void aServerToKeepIsLeftAsItIs() {
    Value.MapOf keep = with(properties(), "on_delete", "\"keep\"");
    var existing = made(keep);
    assertThat(server.delete(existing, context().token("d"))).isInstanceOf(Progress.Gone.class);
    assertThat(ironic.field(n1, "provision_state")).isEqualTo(Value.text("active"));
  }

  @Test
  void anUnknownPartOfTheConfigDriveIsRefused() {
    assertThat(
            Steps.failed(create(with(properties(), "config_drive", "{\"userdata\": 1}"))).reason())
        .isEqualTo(
            "config_drive.userdata is not known; there are meta_data, user_data, network_data");
  }

  @Test
  void effectsSayWhenANodeIsDeployedAnew() {
    var existing = made(properties());
    assertThat(
            server.effects(
                Optional.of(existing),
                Optional.of(with(properties(), "image", "{\"source\": \"http://b\"}")),
                context()))
        .extracting(Effect::verb)
        .containsExactly(Effect.Verb.UPDATE);
    assertThat(
            server.effects(
                Optional.of(existing),
                Optional.of(with(properties(), "on_delete", "\"keep\"")),
                context()))
        .isEmpty();
  }

  private Progress<Value.MapOf> create(Value.MapOf wanted) {
    return Steps.drive(context(), context -> server.create(wanted, context));
  }

  private Existing<Value.MapOf, Value.MapOf> made(Value.MapOf wanted) {
    var done = Steps.done(create(wanted));
    return new Existing<>(Optional.of(done.physicalId()), wanted, Optional.of(done.attributes()));
  }

  private static Value.MapOf with(Value.MapOf properties, String name, String json) {
    Map<String, Value> all = new LinkedHashMap<>(properties.entries());
    all.put(name, Json.parse(json));
    return Value.map(all);
  }
}
