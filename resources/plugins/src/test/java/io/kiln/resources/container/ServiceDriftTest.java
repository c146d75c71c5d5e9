package io.kiln.resources.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.hooks.protocol.Restart;
import io.kiln.resources.SimulatedContext;
import io.kiln.resources.Steps;
import io.kiln.resources.host.SimulatedHosts;
import io.kiln.resources.spi.Effect;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Observation;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a service sees of hands that touch its containers, and how it puts that right. */
class ServiceDriftTest {

  private static final String SECRET = "hush-now";

  private final SimulatedHosts hosts = new SimulatedHosts("a", "b", "local");
  private final ResourceHandler service = TypedResource.of(new ContainerService(hosts));
  private Existing<Value.MapOf, Value.MapOf> made =
      new Existing<>(Optional.empty(), Value.MapOf.EMPTY, Optional.empty());

  @BeforeEach
  void make() {
    Map<String, Value> wanted =
        new LinkedHashMap<>(
            map("{\"name\": \"web\", \"hosts\": [\"a\", \"b\"], \"image\": \"web:1\"}").entries());
    wanted.put(
        "env",
        Value.map(
            Map.of("PASSWORD", new Value.Text(SECRET, Mark.SECRET), "MODE", Value.text("fast"))));
    Value.MapOf properties = Value.map(wanted);
    var done = Steps.done(drive("c", false, context -> service.create(properties, context)));
    made =
        new Existing<>(Optional.of(done.physicalId()), properties, Optional.of(done.attributes()));
    hosts.forgetLog();
  }

  @Test
  void containersAsTheyWereMadeShowNoDifference() {
    Observation.Found found = (Observation.Found) observe();
    assertThat(found.actual()).isEqualTo(found.expected());
    assertThat(hosts.log()).containsExactlyInAnyOrder("a: observe web", "b: observe web");
    assertThat(found.actual().toString()).contains("fast").doesNotContain(SECRET);
  }

  @Test
  void aContainerThatIsMissingOnOneHostIsADifferenceThere() {
    hosts.removeContainers("b");
    Observation.Found found = (Observation.Found) observe();
    assertThat(onHost(found.expected(), "a")).isEqualTo(onHost(found.actual(), "a"));
    assertThat(onHost(found.actual(), "b")).isEqualTo(map("{\"state\": \"missing\"}"));
    assertThat(effects())
        .containsExactly(new Effect(Effect.Verb.CREATE, "container", "web", "b", "it is missing"));
    hosts.removeContainers("a");
    assertThat(observe()).isEqualTo(new Observation.Missing("no container web on a, b"));
  }

  @Test
  void whatSomebodyAlteredIsShownButNoSecret() {
    hosts.alterContainers("a", spec -> spec.withRestart(Restart.parse("always")));
    hosts.alterContainers(
        "b", spec -> spec.withProcess(spec.process().withEnv(Map.of("PASSWORD", "else"))));
    Observation.Found found = (Observation.Found) observe();
    assertThat(onHost(found.actual(), "a").get("restart")).isEqualTo(Value.text("always"));
    assertThat(onHost(found.actual(), "b").get("env")).isEqualTo(map("{\"PASSWORD\": \"else\"}"));
    assertThat(found.actual().toString()).doesNotContain("else").doesNotContain(SECRET);
    assertThat(effects())
        .extracting(Effect::because)
        .containsExactly("somebody altered its restart", "somebody altered its env");
  }

  @Test
  void aHostThatIsSilentIsNotDrift() {
    hosts.lose("b");
    assertThat(observe()).isInstanceOf(Observation.Unknown.class);
    assertThat(((Observation.Unknown) observe()).reason()).contains("host b");
    hosts.removeContainers("a");
    assertThat(observe()).isInstanceOf(Observation.Found.class);
  }

  @Test
  void anUpdateThatLooksRepairsOnlyWhatDiffersAndRunsNoBootstrap() {
    hosts.removeContainers("b");
    Steps.done(drive("u", true, context -> service.update(made, made.properties(), context)));
    assertThat(hosts.log())
        .containsOnlyOnce("b: create web")
        .contains("a: keep web")
        .noneMatch(line -> line.contains("run"));
    assertThat(((Observation.Found) observe()).actual())
        .isEqualTo(((Observation.Found) observe()).expected());
  }

  @Test
  void aContainerOfSomebodyElseIsAdoptedAsItIs() {
    var adopted =
        Steps.done(
            service.adopt("web", map("{\"hosts\": [\"a\"]}"), SimulatedContext.of("theirs")));
    assertThat(adopted.physicalId()).isEqualTo("web");
    assertThat(adopted.attributes().get("image")).isEqualTo(Value.text("web:1"));
    assertThat(Steps.failed(service.adopt("nothing", Value.MapOf.EMPTY, SimulatedContext.of("t"))))
        .extracting(Progress.Failed::reason)
        .isEqualTo("there is no container nothing on host local");
    assertThat(hosts.log()).isEmpty();
  }

  private Observation observe() {
    return service.observe(made, SimulatedContext.of("web"));
  }

  private List<Effect> effects() {
    return service.effects(
        Optional.of(made), Optional.of(made.properties()), SimulatedContext.of("web").looking());
  }

  private static Progress<Value.MapOf> drive(
      String token,
      boolean looking,
      java.util.function.Function<SimulatedContext, Progress<Value.MapOf>> step) {
    SimulatedContext context = SimulatedContext.of("web").token(token);
    return Steps.drive(looking ? context.looking() : context, step);
  }

  private static Value.MapOf onHost(Value.MapOf seen, String host) {
    return (Value.MapOf) ((Value.MapOf) seen.get("containers")).get(host);
  }

  private static Value.MapOf map(String json) {
    return (Value.MapOf) Json.parse(json);
  }
}
