package io.kiln.templates.environment;

import io.kiln.templates.model.ResourceRules;
import io.kiln.templates.model.ResourceRules.Hook;
import io.kiln.templates.model.ResourceRules.Restriction;
import io.kiln.templates.source.SourceSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What the names of types mean in a stack: mappings for all resources, and those for resources of
 * one name. Immutable.
 */
public final class Registry {

  /** No mappings at all. */
  public static final Registry EMPTY =
      new Registry(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());

  private final SequencedMap<String, Mapping> mappings;
  private final SequencedMap<String, Registry> resources;
  private final SequencedMap<String, List<String>> rules;
  private final List<String> patterns;

  /**
   * What one name stands for.
   *
   * @param target a type, a template's name, or nothing when the mapping is taken away
   * @param base the environment file it stands in
   */
  public record Mapping(Optional<String> target, String base, SourceSpan at) {}

  /** A mapping that matches a type: its key, and whether it is for one resource name only. */
  public record Match(String key, Mapping mapping, boolean ofResource) {}

  Registry(
      SequencedMap<String, Mapping> mappings,
      SequencedMap<String, Registry> resources,
      SequencedMap<String, List<String>> rules) {
    this.mappings = Collections.unmodifiableSequencedMap(mappings);
    this.resources = Collections.unmodifiableSequencedMap(resources);
    this.rules = Collections.unmodifiableSequencedMap(rules);
    this.patterns = mappings.keySet().stream().filter(key -> key.endsWith("*")).sorted().toList();
  }

  /** The mappings for all resources. */
  public SequencedMap<String, Mapping> mappings() {
    return mappings;
  }

  /** What is said about resources of one name, patterns included. */
  public SequencedMap<String, Registry> resources() {
    return resources;
  }

  /** {@code hooks} and {@code restricted_actions} said here. */
  public SequencedMap<String, List<String>> rules() {
    return rules;
  }

  /**
   * The mappings of a type for a resource, best first: those of the resource's name, then by the
   * text of their keys, as Heat sorts them; so {@code OS::*} goes before {@code OS::Nova::Server}.
   */
  public List<Match> matches(String type, String resource) {
    List<Match> found = new ArrayList<>();
    Registry own = resources.get(resource);
    if (own != null) {
      Mapping mapping = own.mappings.get(type);
      if (mapping != null) {
        found.add(new Match(type, mapping, true));
      }
    }
    List<String> keys = new ArrayList<>();
    if (mappings.containsKey(type)) {
      keys.add(type);
    }
    for (String pattern : patterns) {
      if (type.startsWith(pattern.substring(0, pattern.length() - 1)) && !pattern.equals(type)) {
        keys.add(pattern);
      }
    }
    keys.sort(null);
    keys.forEach(
        key ->
            Optional.ofNullable(mappings.get(key))
                .ifPresent(mapping -> found.add(new Match(key, mapping, false))));
    return found;
  }

  /**
   * What a provider template sees: everything but the mapping that chose it, and of the mappings by
   * resource name those written under its own.
   */
  public Registry child(String resource, Optional<Match> chosenBy) {
    SequencedMap<String, Mapping> general = mappings;
    if (chosenBy.isPresent() && !chosenBy.get().ofResource()) {
      general = new LinkedHashMap<>(mappings);
      general.remove(chosenBy.get().key());
    }
    SequencedMap<String, Registry> below = new LinkedHashMap<>();
    Registry own = resources.get(resource);
    for (Registry said : about(resource)) {
      said.resources.forEach((name, inner) -> below.merge(name, inner, Registry::merged));
    }
    if (own != null) {
      below.putAll(own.resources);
    }
    return new Registry(general, below, new LinkedHashMap<>());
  }

  /** All that is said about resources whose names a pattern stands for. */
  private List<Registry> about(String resource) {
    return resources.entrySet().stream()
        .filter(entry -> NamePattern.matches(entry.getKey(), resource))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Hooks and restrictions of a resource, those of patterns included. */
  public ResourceRules rules(String resource) {
    Set<Hook> hooks = EnumSet.noneOf(Hook.class);
    Set<Restriction> restricted = EnumSet.noneOf(Restriction.class);
    for (Registry said : about(resource)) {
      List<String> waits = said.rules.getOrDefault("hooks", List.of());
      List<String> refused = said.rules.getOrDefault("restricted_actions", List.of());
      Arrays.stream(Hook.values()).filter(one -> waits.contains(one.written())).forEach(hooks::add);
      Arrays.stream(Restriction.values())
          .filter(one -> refused.contains(one.written()))
          .forEach(restricted::add);
    }
    return new ResourceRules(hooks, restricted);
  }

  /** This, overlaid with a later file's. */
  public Registry merged(Registry later) {
    SequencedMap<String, Mapping> general = new LinkedHashMap<>(mappings);
    later.mappings.forEach(
        (key, mapping) -> {
          if (mapping.target().isEmpty()) {
            general.remove(key);
          }
          general.put(key, mapping);
        });
    SequencedMap<String, Registry> own = new LinkedHashMap<>(resources);
    later.resources.forEach((name, registry) -> own.merge(name, registry, Registry::merged));
    SequencedMap<String, List<String>> said = new LinkedHashMap<>(rules);
    said.putAll(later.rules);
    return new Registry(general, own, said);
  }

  /** All names that are mapped here, for hints. */
  public Map<String, Mapping> known() {
    return mappings;
  }
}
