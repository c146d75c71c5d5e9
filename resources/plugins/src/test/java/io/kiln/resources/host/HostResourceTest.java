package io.kiln.resources.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.ResourceContract;
import io.kiln.resources.Steps;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import org.junit.jupiter.api.Test;

class HostResourceTest extends ResourceContract {

  private final SimulatedHosts hosts = new SimulatedHosts("a", "b");
  private final ResourceHandler host = TypedResource.of(new HostResource(hosts));

  @Override
  protected ResourceHandler handler() {
    return host;
  }

  @Override
  protected Value.MapOf properties() {
    return map("{\"name\": \"b\"}");
  }

  @Override
  protected int thingsOutside() {
    return 0;
  }

  @Test
  void itExposesWhatTheDirectoryKnows() {
    assertThat(Steps.done(host.create(properties(), context())).attributes())
        .isEqualTo(
            Json.parse("{\"name\": \"b\", \"address\": \"10.0.0.2\", \"runtime\": \"simulated\"}"));
  }

  @Test
  void aHostThatIsDownIsWaitedFor() {
    hosts.lose("b");
    assertThat(Steps.waiting(host.create(properties(), context())).doing())
        .startsWith("waiting for host b: its agent last answered at 1970");
    hosts.recover("b");
    Steps.done(host.create(properties(), context()));
  }

  @Test
  void anUnknownHostFailsAndTheKnownOnesAreNamed() {
    assertThat(Steps.failed(host.create(map("{\"name\": \"c\"}"), context())).reason())
        .isEqualTo("host c is not known; known hosts: a, b");
  }
}
