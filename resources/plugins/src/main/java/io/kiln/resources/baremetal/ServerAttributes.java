package io.kiln.resources.baremetal;

import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Stable;
import io.kiln.templates.value.Value;
import java.util.Optional;

/** What a server on bare metal exposes. */
public record ServerAttributes(
    @Doc("The UUID of its node.") @Stable String nodeUuid,
    @Doc("The name of its node.") @Stable Optional<String> nodeName,
    @Doc("The state of its node in Ironic.") String provisionState,
    @Doc("Whether it is powered, as Ironic last saw it.") Optional<String> powerState,
    @Doc("The UUID of its allocation, which is the node's instance UUID.") @Stable
        String allocation,
    @Doc("The properties of its node: cpus, memory_mb and the like.") @Stable
        Value.MapOf properties) {

  static ServerAttributes of(Node node, String allocation) {
    return new ServerAttributes(
        node.uuid(),
        node.text("name"),
        node.state(),
        node.text("power_state"),
        allocation,
        node.map("properties"));
  }
}
