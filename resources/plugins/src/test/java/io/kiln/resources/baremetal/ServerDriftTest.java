package io.kiln.resources.baremetal;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.SimulatedContext;
import io.kiln.resources.Steps;
import io.kiln.resources.spi.Act;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Observation;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a server sees of hands that touch its node, and how it puts that right. */
class ServerDriftTest {

  private final SimulatedIronic ironic = new SimulatedIronic();
  private final String node = ironic.node("n1", "small", "boot_mode:bios");
  private final ResourceHandler server = TypedResource.of(new BareMetalServer(ironic));
  private Existing<Value.MapOf, Value.MapOf> made =
      new Existing<>(Optional.empty(), Value.MapOf.EMPTY, Optional.empty());

  @BeforeEach
  void deploy() {
    Value.MapOf wanted =
        (Value.MapOf)
            Json.parse("{\"resource_class\": \"small\", \"image\": {\"source\": \"http://i/a\"}}");
    var done = Steps.done(Steps.drive(context(), context -> server.create(wanted, context)));
    made = new Existing<>(Optional.of(done.physicalId()), wanted, Optional.of(done.attributes()));
  }

  @Test
  void aNodeAsItWasDeployedPassesItsCheckAndShowsNoDifference() {
    Observation.Found found = (Observation.Found) server.observe(made, context());
    assertThat(found.actual()).isEqualTo(found.expected());
    assertThat(found.actual().get("power_state")).isEqualTo(Value.text("power on"));
    assertThat(Steps.done(server.act(Act.CHECK, made, context())).attributes().get("power_state"))
        .isEqualTo(Value.text("power on"));
  }

  @Test
  void aNodeThatSomebodySwitchedOffFailsItsCheckAndIsSwitchedOnByALook() {
    ironic.alter(node, "power_state", Value.text("power off"));
    assertThat(Steps.failed(server.act(Act.CHECK, made, context())).reason())
        .isEqualTo("n1: power_state is power off instead of power on");
    int before = ironic.writes().size();
    Steps.done(
        Steps.drive(
            context().token("plain"), each -> server.update(made, made.properties(), each)));
    assertThat(ironic.writes()).as("an update trusts what it left").hasSize(before);
    Steps.done(
        Steps.drive(
            context().token("looks").looking(),
            each -> server.update(made, made.properties(), each)));
    assertThat(ironic.writes().subList(before, ironic.writes().size()))
        .containsExactly("power on n1");
  }

  @Test
  void aNodeThatCarriesAnotherImageIsDeployedAnewByALook() {
    ironic.alter(node, "instance_info", Json.parse("{\"image_source\": \"http://i/b\"}"));
    Steps.done(
        Steps.drive(
            context().token("looks").looking(),
            each -> server.update(made, made.properties(), each)));
    assertThat(ironic.writes()).endsWith("rebuild n1");
    Observation.Found found = (Observation.Found) server.observe(made, context());
    assertThat(found.actual()).isEqualTo(found.expected());
  }

  @Test
  void aNodeThatSomebodyReleasedIsMissing() {
    ironic.release(node);
    assertThat(server.observe(made, context())).isInstanceOf(Observation.Missing.class);
    assertThat(Steps.failed(server.act(Act.CHECK, made, context())).reason())
        .isEqualTo("it has no node any more");
    ironic.reachable(false);
    assertThat(server.observe(made, context())).isInstanceOf(Observation.Unknown.class);
  }

  @Test
  void aNodeOfSomebodyElseIsAdoptedAsItIs() {
    int before = ironic.writes().size();
    var adopted = Steps.done(server.adopt("n1", Value.MapOf.EMPTY, context()));
    assertThat(adopted.attributes().get("node_uuid")).isEqualTo(Value.text(node));
    assertThat(Steps.failed(server.adopt("n7", Value.MapOf.EMPTY, context())).reason())
        .contains("Node n7 could not be found");
    assertThat(ironic.writes()).hasSize(before);
  }

  private static SimulatedContext context() {
    return SimulatedContext.of("web");
  }
}
