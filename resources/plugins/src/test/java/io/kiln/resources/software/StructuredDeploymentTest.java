package io.kiln.resources.software;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.hooks.protocol.Work;
import io.kiln.resources.ResourceContract;
import io.kiln.resources.Steps;
import io.kiln.resources.host.SimulatedHosts;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StructuredDeploymentTest extends ResourceContract {

  private final SimulatedHosts hosts = new SimulatedHosts("a");
  private final SimulatedConfigs configs = new SimulatedConfigs();
  private final SimulatedBoard board = new SimulatedBoard();
  private final List<String> given = new ArrayList<>();
  private final ResourceHandler deployment =
      TypedResource.of(new StructuredDeployment(hosts, configs, board, Optional::empty));

  StructuredDeploymentTest() {
    configs.put(
        new StoredConfig(
            "c1",
            "admin",
            "my-config",
            "json-file",
            Json.parse("{\"a\": [{\"get_input\": \"x\"}, {\"get_input\": \"y\", \"z\": 1}]}"),
            List.of(),
            List.of(),
            Value.MapOf.EMPTY,
            Instant.EPOCH));
    hosts.failing(
        work -> {
          if (work instanceof Work.Deploy(var item)) {
            given.add(item.config());
          }
          return Optional.empty();
        });
  }

  @Override
  protected ResourceHandler handler() {
    return deployment;
  }

  @Override
  protected Value.MapOf properties() {
    return map("{\"server\": \"a\", \"config\": \"c1\", \"input_values\": {\"x\": {\"deep\": 1}}}");
  }

  @Override
  protected int thingsOutside() {
    return 0;
  }

  @Test
  void mapsThatNameAnInputAreReplacedByItsValue() {
    Steps.done(deployment.create(properties(), context()));
    assertThat(given).containsExactly("{\"a\":[{\"deep\":1},{\"get_input\":\"y\",\"z\":1}]}");
  }

  @Test
  void aMissingInputIsNullOrAMistakeAsWanted() {
    Steps.done(deployment.create(map("{\"server\": \"a\", \"config\": \"c1\"}"), context()));
    assertThat(given).containsExactly("{\"a\":[null,{\"get_input\":\"y\",\"z\":1}]}");
    Value.MapOf strict =
        map("{\"server\": \"a\", \"config\": \"c1\", \"input_values_validate\": \"STRICT\"}");
    assertThat(Steps.failed(deployment.create(strict, context().token("s"))).reason())
        .contains("takes input x");
  }
}
