package io.kiln.hooks.protocol;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A container as it really is, beside what its spec asks for. Only what a spec says is compared:
 * what the engine or the image adds by itself is nobody's business (CloudFormation's rule for
 * drift).
 *
 * @param container empty when there is none of its identity
 * @param wanted settings by their names in a template, in one form for both sides
 * @param actual the same settings as the engine tells them; absent what it does not have
 */
public record LiveContainer(
    Optional<ObservedContainer> container,
    Map<String, JsonNode> wanted,
    Map<String, JsonNode> actual) {

  /** Nothing of that identity is there. */
  public static final LiveContainer MISSING =
      new LiveContainer(Optional.empty(), Map.of(), Map.of());

  public LiveContainer {
    wanted = Map.copyOf(wanted);
    actual = Map.copyOf(actual);
  }

  /** Leaves the values out: those of variables may be secret. */
  @Override
  public String toString() {
    return "LiveContainer[" + container + ", settings=" + wanted.keySet() + "]";
  }
}
