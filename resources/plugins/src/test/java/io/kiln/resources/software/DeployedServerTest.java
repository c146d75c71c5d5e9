package io.kiln.resources.software;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.ResourceContract;
import io.kiln.resources.Steps;
import io.kiln.resources.host.SimulatedHosts;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.value.Value;
import org.junit.jupiter.api.Test;

class DeployedServerTest extends ResourceContract {

  private final ResourceHandler server =
      TypedResource.of(new DeployedServer(new SimulatedHosts("local")));

  @Override
  protected ResourceHandler handler() {
    return server;
  }

  @Override
  protected Value.MapOf properties() {
    return map("{\"name\": \"elsewhere\"}");
  }

  @Override
  protected int thingsOutside() {
    return 0;
  }

  @Test
  void aMachineThatHasNotJoinedHasAnIdAndItsName() {
    var done = Steps.done(server.create(properties(), context()));
    assertThat(done.physicalId()).matches("[0-9a-f-]{36}");
    assertThat(done.attributes())
        .isEqualTo(map("{\"name\": \"elsewhere\", \"os_collect_config\": {}}"));
  }

  @Test
  void aHostThatHasJoinedIsReferredToByItsName() {
    var done = Steps.done(server.create(map("{\"name\": \"local\"}"), context()));
    assertThat(done.physicalId()).isEqualTo("local");
  }

  @Test
  void withoutANameItIsCalledAfterItsResource() {
    var done = Steps.done(server.create(map("{}"), context()));
    assertThat(done.attributes().get("name")).isEqualTo(Value.text("cloud-web-abcdefghijkl"));
  }
}
