package io.kiln.resources.container;

import io.kiln.hooks.protocol.LiveContainer;
import io.kiln.resources.container.ServiceAttributes.ServiceContainer;
import io.kiln.resources.host.HostCalls;
import io.kiln.resources.host.HostCalls.Said;
import io.kiln.resources.spi.Effect;
import io.kiln.resources.spi.Effect.Verb;
import io.kiln.resources.spi.Observation;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * How the containers of a service really are: {@code containers.<host>.<setting>}. What the engine
 * calls a container's state stands there as {@code state}; a container that is not there has the
 * state {@code missing}.
 */
record ServiceObservation(HostCalls hosts, ServiceSpec spec) {

  private static final String STATE = "state";
  private static final String IMAGE_ID = "image_id";
  private static final String ENV = "env";

  /** The states of a container that a start alone brings back. */
  private static final List<String> STARTABLE = List.of("created", "exited", "paused");

  Observation look(Optional<ServiceAttributes> made) {
    Map<String, Value> expected = new TreeMap<>();
    Map<String, Value> actual = new TreeMap<>();
    List<String> silent = new ArrayList<>();
    int missing = 0;
    List<Said<LiveContainer>> all = ask(spec.properties().hosts());
    for (Said<LiveContainer> said : all) {
      if (said.answer().isEmpty()) {
        silent.add(said.silence());
        continue;
      }
      LiveContainer live = said.answer().get();
      if (live.container().isEmpty()) {
        missing++;
        expected.put(said.host(), Value.map(Map.of(STATE, Value.text("running"))));
        actual.put(said.host(), Value.map(Map.of(STATE, Value.text("missing"))));
        continue;
      }
      SequencedMap<String, Value> wanted = settings(live.wanted());
      SequencedMap<String, Value> is = settings(live.actual());
      imageIdOf(made, said.host())
          .ifPresent(
              id -> {
                wanted.put(IMAGE_ID, Value.text(id));
                is.put(IMAGE_ID, Value.text(live.container().get().imageId()));
              });
      expected.put(said.host(), Value.map(wanted));
      actual.put(said.host(), Value.map(is));
    }
    if (!all.isEmpty() && missing == all.size()) {
      return new Observation.Missing(
          "no container %s on %s"
              .formatted(spec.name(), String.join(", ", spec.properties().hosts())));
    }
    // What the others show is worth telling only when it differs: else it is not known yet.
    return !silent.isEmpty() && expected.equals(actual)
        ? new Observation.Unknown(String.join("; ", silent))
        : new Observation.Found(inContainers(expected), inContainers(actual));
  }

  /** What a converging course will do, as far as it is known. */
  List<Effect> effects(
      Course course, Optional<ServiceSpec> before, Optional<ServiceAttributes> made) {
    Map<String, Effect> seen = new TreeMap<>();
    for (Said<LiveContainer> said : ask(course.kept())) {
      said.answer()
          .flatMap(live -> effect(said.host(), live))
          .ifPresent(effect -> seen.put(said.host(), effect));
    }
    return ServiceEffects.of(course, before, spec, seen);
  }

  private Optional<Effect> effect(String host, LiveContainer live) {
    if (live.container().isEmpty()) {
      return Optional.of(
          new Effect(Verb.CREATE, ServiceEffects.CONTAINER, spec.name(), host, "it is missing"));
    }
    var altered = new TreeSet<String>();
    live.wanted()
        .forEach(
            (name, value) -> {
              if (!value.equals(live.actual().get(name))) {
                altered.add(name);
              }
            });
    String state = live.container().get().state();
    if (altered.equals(new TreeSet<>(List.of(STATE))) && STARTABLE.contains(state)) {
      return Optional.of(
          new Effect(Verb.RESTART, ServiceEffects.CONTAINER, spec.name(), host, "it is " + state));
    }
    return altered.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ServiceEffects.replace(
                spec, host, "somebody altered its " + String.join(", ", altered)));
  }

  private List<Said<LiveContainer>> ask(List<String> which) {
    var container = spec.container();
    return hosts.ask(which, agent -> agent.observe(container));
  }

  /** A variable is as secret as the value the template gives it. */
  private SequencedMap<String, Value> settings(Map<String, JsonNode> told) {
    SequencedMap<String, Value> settings = new LinkedHashMap<>();
    new TreeMap<>(told).forEach((name, value) -> settings.put(name, Json.of(value, Mark.NONE)));
    if (settings.get(ENV) instanceof Value.MapOf(var variables, var mark)) {
      SequencedMap<String, Value> marked = new LinkedHashMap<>();
      variables.forEach(
          (name, value) -> {
            Value.Text given = spec.properties().env().get(name);
            marked.put(name, given != null && given.sensitive() ? Value.secret(value) : value);
          });
      settings.put(ENV, new Value.MapOf(marked, mark));
    }
    return settings;
  }

  private static Optional<String> imageIdOf(Optional<ServiceAttributes> made, String host) {
    return made.stream()
        .flatMap(attributes -> attributes.containers().stream())
        .filter(container -> container.host().equals(host))
        .map(ServiceContainer::imageId)
        .filter(id -> !id.isEmpty())
        .findFirst();
  }

  private static Value.MapOf inContainers(Map<String, Value> byHost) {
    return Value.map(Map.of("containers", Value.map(byHost)));
  }
}
