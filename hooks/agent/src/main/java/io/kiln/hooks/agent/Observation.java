package io.kiln.hooks.agent;

import io.kiln.hooks.agent.runtime.ContainerRuntime;
import io.kiln.hooks.agent.runtime.SpecSettings;
import io.kiln.hooks.protocol.ContainerSpec;
import io.kiln.hooks.protocol.Labels;
import io.kiln.hooks.protocol.LiveContainer;
import io.kiln.hooks.protocol.ObservedContainer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Looks how containers really are beside what they were made from; writes nothing anywhere. */
final class Observation {

  private static final String NAME = "name";
  private static final String STATE = "state";
  private static final String CONFIG_HASH = "config_hash";

  private Observation() {}

  /** The container of a spec, as it runs now; of several of its identity the one of its name. */
  static LiveContainer of(ContainerRuntime runtime, ContainerSpec spec) {
    Optional<ObservedContainer> found =
        runtime.of(spec.identity()).stream()
            .filter(container -> container.label(Labels.ONE_SHOT).isEmpty())
            .min(
                Comparator.comparing(
                    (ObservedContainer container) -> !container.name().equals(spec.name())));
    if (found.isEmpty()) {
      return LiveContainer.MISSING;
    }
    ObservedContainer container = found.get();
    Optional<Map<String, JsonNode>> settings = runtime.settings(container.id(), spec);
    if (settings.isEmpty()) {
      return LiveContainer.MISSING; // it went between the two questions
    }
    Map<String, JsonNode> wanted = new TreeMap<>(SpecSettings.of(spec));
    Map<String, JsonNode> actual = new TreeMap<>(settings.get());
    compare(NAME, spec.name(), container.name(), wanted, actual);
    compare(STATE, "running", container.state(), wanted, actual);
    compare(CONFIG_HASH, spec.configHash(), container.label(Labels.CONFIG_HASH), wanted, actual);
    return new LiveContainer(found, wanted, actual);
  }

  /** By the ids of those that are not as their spec has them, the settings that differ. */
  static Map<String, List<String>> altered(
      ContainerRuntime runtime, ContainerSpec spec, List<ObservedContainer> containers) {
    Map<String, JsonNode> wanted = SpecSettings.of(spec);
    Map<String, List<String>> altered = new HashMap<>();
    for (ObservedContainer container : containers) {
      Map<String, JsonNode> actual = runtime.settings(container.id(), spec).orElse(wanted);
      var names = new TreeSet<String>();
      wanted.forEach(
          (name, value) -> {
            if (!value.equals(actual.get(name))) {
              names.add(name);
            }
          });
      if (!names.isEmpty()) {
        altered.put(container.id(), List.copyOf(names));
      }
    }
    return altered;
  }

  private static void compare(
      String name,
      String wanted,
      String actual,
      Map<String, JsonNode> allWanted,
      Map<String, JsonNode> allActual) {
    allWanted.put(name, SpecSettings.text(wanted));
    allActual.put(name, SpecSettings.text(actual));
  }
}
