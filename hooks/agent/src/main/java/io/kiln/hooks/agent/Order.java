package io.kiln.hooks.agent;

import io.kiln.hooks.protocol.Fence;
import io.kiln.hooks.protocol.Identity;
import io.kiln.hooks.protocol.Labels;
import java.util.LinkedHashMap;
import java.util.Map;

/** In whose name something is made: what the labels of a container or volume say. */
record Order(String token, Fence fence) {

  Map<String, String> labels(Identity identity, Map<String, String> ofUser) {
    Map<String, String> labels = new LinkedHashMap<>(ofUser);
    labels.put(Labels.STACK, identity.stackId());
    labels.put(Labels.STACK_NAME, identity.stackName());
    labels.put(Labels.RESOURCE, identity.resourcePath());
    labels.put(Labels.RESOURCE_ID, identity.resourceId());
    labels.put(Labels.TOKEN, token);
    labels.put(Labels.FENCE, Long.toString(fence.number()));
    labels.put(Labels.MANAGED_BY, Labels.KILN);
    return labels;
  }
}
