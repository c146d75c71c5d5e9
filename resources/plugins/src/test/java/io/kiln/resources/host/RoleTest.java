package io.kiln.resources.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.ResourceContract;
import io.kiln.resources.Steps;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Observation;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoleTest extends ResourceContract {

  private final SimulatedHosts hosts =
      new SimulatedHosts("compute-1", "controller-1", "controller-2", "controller-3");
  private final ResourceHandler role = TypedResource.of(new Role(hosts));

  @Override
  protected ResourceHandler handler() {
    return role;
  }

  @Override
  protected Value.MapOf properties() {
    return map("{\"name\": \"controller\"}");
  }

  @Override
  protected int thingsOutside() {
    return 0;
  }

  @Test
  void itHasTheHostsThatJoinedWithItsName() {
    assertThat(Steps.done(role.create(properties(), context())).attributes())
        .isEqualTo(
            Json.parse(
                """
                {"hosts": ["controller-1", "controller-2", "controller-3"],
                 "addresses": ["10.0.0.2", "10.0.0.3", "10.0.0.4"], "first": "controller-1"}\
                """));
  }

  @Test
  void itHasTheHostsThatAreNamed() {
    Value.MapOf wanted = map("{\"name\": \"x\", \"hosts\": [\"controller-3\", \"compute-1\"]}");
    assertThat(hostsOf(Steps.done(role.create(wanted, context())).attributes()))
        .isEqualTo("[controller-3, compute-1]");
  }

  @Test
  void fewerHostsThanWantedAreAMistakeThatSaysWhatToDo() {
    Value.MapOf wanted = map("{\"name\": \"compute\", \"count\": 2}");
    assertThat(Steps.failed(role.create(wanted, context())).reason())
        .isEqualTo(
            "role compute wants 2 hosts and has 1 (compute-1); let more hosts join with this role,"
                + " name them in hosts, or lower count");
  }

  @Test
  void itIsOtherThanItWasMadeWhenOneOfItsHostsHasLeftForGood() {
    var made =
        map(
            "{\"hosts\": [\"controller-1\", \"gone\"], \"addresses\": [\"a\", \"b\"],"
                + " \"first\": \"controller-1\"}");
    var existing = new Existing<>(Optional.of("controller"), properties(), Optional.of(made));

    assertThat(role.observes()).isTrue();
    assertThat(role.observe(existing, context()))
        .isEqualTo(
            new Observation.Found(
                map("{\"hosts\": [\"controller-1\", \"gone\"]}"),
                map("{\"hosts\": [\"controller-1\"]}")));
  }

  @Test
  void aSmallerCountKeepsHostsItAlreadyHas() {
    var existing =
        new Existing<>(
            Optional.of("controller"),
            properties(),
            Optional.of(
                map(
                    """
                    {"hosts": ["controller-2", "controller-3"], "addresses": [],
                     "first": "controller-2"}\
                    """)));
    Value.MapOf wanted = map("{\"name\": \"controller\", \"count\": 2}");
    assertThat(hostsOf(Steps.done(role.update(existing, wanted, context())).attributes()))
        .isEqualTo("[controller-2, controller-3]");
  }

  @Test
  void anUnknownHostIsNamedTogetherWithTheKnownOnes() {
    Value.MapOf wanted = map("{\"name\": \"x\", \"hosts\": [\"nowhere\"]}");
    assertThat(Steps.failed(role.create(wanted, context())).reason())
        .isEqualTo(
            "host nowhere is not known; known hosts: compute-1, controller-1, controller-2,"
                + " controller-3");
    assertThat(new UnknownHost(hosts).problem(Value.text("nowhere"))).isPresent();
    assertThat(new UnknownHost(hosts).problem(Value.text("compute-1"))).isEmpty();
  }

  private static String hostsOf(Value.MapOf attributes) {
    return attributes.get("hosts").toString();
  }
}
