package io.kiln.cli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class EndpointTest {
  @Test
  void aFlagWinsOverTheEnvironmentAndThatOverTheDefault() {
    var environment = Map.of("KILN_URL", "http://kiln:1", "OS_ENDPOINT", "http://heat:2/v1/shop");

    assertThat(Endpoint.of("http://flag:3/", "p", environment))
        .isEqualTo(Endpoint.of("http://flag:3", "p", Map.of()));
    assertThat(Endpoint.of("", "", environment).server()).hasToString("http://kiln:1");
    assertThat(Endpoint.of("", "", Map.of()).v1("stacks"))
        .hasToString("http://127.0.0.1:8004/v1/admin/stacks");
  }

  @Test
  void theProjectIsReadFromAHeatEndpoint() {
    var endpoint =
        Endpoint.of("", "", Map.of("OS_ENDPOINT", "https://heat/orchestration/v1/shop/"));

    assertThat(endpoint.project()).isEqualTo("shop");
    assertThat(endpoint.v2("plan")).hasToString("https://heat/orchestration/v2/shop/plan");
    assertThat(endpoint.port()).isEqualTo(443);
  }

  @Test
  void aNameStaysOneSegment() {
    assertThat(Endpoint.of("", "", Map.of()).v1("stacks", "a/../b?c d"))
        .hasToString("http://127.0.0.1:8004/v1/admin/stacks/a%2F..%2Fb%3Fc%20d");
  }

  @Test
  void onlyHttpIsAnAddress() {
    assertThatThrownBy(() -> Endpoint.of("file:///etc/passwd", "", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http://host:8004");
    assertThatThrownBy(() -> Endpoint.of("127.0.0.1:8004", "", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http://host:8004");
  }

  @Test
  void anAddressWithoutAProjectNamesNone() {
    assertThat(Endpoint.namesProject("http://kiln:1", "", Map.of())).isFalse();
    assertThat(Endpoint.namesProject("http://kiln:1/v1/shop", "", Map.of())).isTrue();
    assertThat(Endpoint.namesProject("", "", Map.of("OS_PROJECT_NAME", "shop"))).isTrue();
    assertThat(Endpoint.namesProject("", "admin", Map.of())).isTrue();
  }

  @Test
  void onlyThisMachineIsLoopback() {
    assertThat(Endpoint.of("http://localhost:1", "", Map.of()).loopback()).isTrue();
    assertThat(Endpoint.of("http://[::1]:1", "", Map.of()).loopback()).isTrue();
    assertThat(Endpoint.of("http://10.0.0.1:1", "", Map.of()).loopback()).isFalse();
  }
}
