package io.kiln.resources.software;

import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What software and structured deployments have in common.
 *
 * @param config the id of the config to run; absent for none
 * @param rendering the text the hook gets, from the config and the values of its inputs; throws
 *     {@link IllegalArgumentException} for a mistake of the user's
 */
record Deployment(
    String server,
    Optional<String> config,
    Value.MapOf inputValues,
    List<String> actions,
    Optional<String> name,
    String signalTransport,
    BiFunction<Value, Map<String, Value>, String> rendering) {

  private static final String NO_SIGNAL = "NO_SIGNAL";

  /** Whether somebody waits for what comes of it. */
  boolean awaited() {
    return !signalTransport.equals(NO_SIGNAL);
  }
}
