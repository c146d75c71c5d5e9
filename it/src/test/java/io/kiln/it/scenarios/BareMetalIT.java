package io.kiln.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.it.harness.Eventually;
import io.kiln.it.harness.Ironic;
import io.kiln.it.harness.Site;
import io.kiln.it.harness.Stack;
import io.kiln.it.harness.Wanted;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers of metal, on a real Ironic with fake hardware. */
class BareMetalIT {

  private final String resourceClass = "kiln." + Site.marked("metal");

  private Ironic ironic;
  private String node = "";

  @RegisterExtension final Site site = Site.simulated();

  @BeforeEach
  void aFreeNode() {
    ironic = Ironic.there();
    node = ironic.enrol(Site.marked("node"), resourceClass);
  }

  @AfterEach
  void forgetTheNode() {
    if (!node.isEmpty()) {
      site.deleteAll();
      ironic.await(node, "available");
      ironic.remove(node);
    }
  }

  @Test
  void aServerBecomesActiveAndItsNodeIsAvailableAgainAfterTheDelete() {
    Stack stack = site.create("metal", servers(1)).await("CREATE_COMPLETE");
    assertThat(ironic.state(node)).isEqualTo("active");
    assertThat(stack.resource("server0").path("attributes").path("node_uuid").asString())
        .isEqualTo(node);
    stack.delete().await("DELETE_COMPLETE");
    assertThat(ironic.state(node)).isEqualTo("available");
    assertThat(ironic.node(node).path("instance_uuid").isNull()).isTrue();
  }

  @Test
  void withoutAFreeNodeTheServerFailsWithIronicsReason() {
    Stack stack = site.create("nometal", servers(2));
    Eventually.until(
        "the stack has failed",
        Duration.ofSeconds(60),
        () -> stack.status().equals("CREATE_FAILED"),
        stack::story);
    // Ironic words it by how far the two servers got in their race for the one node.
    assertThat(stack.reason())
        .contains("Failed to process allocation")
        .containsAnyOf("no available nodes match", "all nodes were filtered out");
    stack.delete().await("DELETE_COMPLETE");
    assertThat(ironic.state(node)).isEqualTo("available");
  }

  private Wanted servers(int count) {
    var text = new StringBuilder("heat_template_version: 2018-08-31\nresources:\n");
    for (int i = 0; i < count; i++) {
      text.append(
          """
            server%d:
              type: Kiln::BareMetalServer
              properties:
                resource_class: %s
                image: {source: "http://127.0.0.1:9/image", checksum: abc}
          """
              .formatted(i, resourceClass));
    }
    return Wanted.of(text.toString());
  }
}
