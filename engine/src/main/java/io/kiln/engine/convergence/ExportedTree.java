package io.kiln.engine.convergence;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.ResourceState;
import io.kiln.templates.value.Value;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The resources of a tree as Heat's export has them: name → {@code {name, resource_id, type,
 * action, status, metadata, resource_data}}, a nested stack with its {@code id}, what it was given
 * and its own ones in {@code resources}. What an {@link Adoption} needs besides is in {@code
 * resource_data.kiln}. Values keep their marks: who shows it decides about secrets.
 */
public final class ExportedTree {

  /** Where Heat's plugins keep data of their own, Kiln keeps this. */
  static final String OWN = "kiln";

  /** The ids of what it relies on: an adoption that is cut short goes on from this. */
  static final String REQUIRES = "requires";

  private ExportedTree() {}

  /** All resources of the root stack, by name. */
  public static Value.MapOf of(Collection<ResourceState> rows) {
    Set<UUID> replaced =
        rows.stream().flatMap(row -> row.replaces().stream()).collect(Collectors.toSet());
    List<ResourceState> serving =
        rows.stream()
            .filter(row -> !replaced.contains(row.id()) && row.action() != Action.DELETE)
            .sorted(Comparator.comparing(ResourceState::path))
            .toList();
    return within(Optional.empty(), serving);
  }

  private static Value.MapOf within(Optional<UUID> parent, List<ResourceState> rows) {
    SequencedMap<String, Value> entries = new LinkedHashMap<>();
    rows.stream()
        .filter(row -> row.parent().equals(parent))
        .forEach(row -> entries.put(row.name(), entry(row, rows)));
    return Value.map(entries);
  }

  private static Value.MapOf entry(ResourceState row, List<ResourceState> rows) {
    SequencedMap<String, Value> entry = new LinkedHashMap<>();
    entry.put("name", Value.text(row.name()));
    entry.put("resource_id", row.physicalId().<Value>map(Value::text).orElseGet(Value::nothing));
    entry.put("type", Value.text(row.type()));
    entry.put("action", Value.text(row.action().name()));
    entry.put("status", Value.text(row.status().name()));
    entry.put("metadata", row.metadata());
    if (row.nested()) {
      entry.put("id", Value.text(row.id().toString()));
      entry.put("environment", environment(row));
      entry.put("resource_data", Value.MapOf.EMPTY);
      entry.put("resources", within(Optional.of(row.id()), rows));
    } else {
      SequencedMap<String, Value> data = new LinkedHashMap<>();
      data.put(OWN, own(row));
      entry.put("resource_data", Value.map(data));
    }
    return Value.map(entry);
  }

  /** What a nested stack was given. */
  private static Value environment(ResourceState row) {
    SequencedMap<String, Value> registry = new LinkedHashMap<>();
    registry.put("resources", Value.MapOf.EMPTY);
    SequencedMap<String, Value> environment = new LinkedHashMap<>();
    environment.put("resource_registry", Value.map(registry));
    environment.put("parameters", parameters(row));
    environment.put("parameter_defaults", Value.MapOf.EMPTY);
    environment.put("event_sinks", Value.list(List.of()));
    return Value.map(environment);
  }

  /**
   * A template that is a type has its resource's properties for parameters; a type that takes a
   * template says them in a property, and a group gives none.
   */
  private static Value parameters(ResourceState row) {
    if (!row.isGroup()) {
      return row.properties();
    }
    return Stream.of("parameters", "Parameters")
        .flatMap(name -> Optional.ofNullable(row.properties().get(name)).stream())
        .filter(Value.MapOf.class::isInstance)
        .findFirst()
        .orElse(Value.MapOf.EMPTY);
  }

  private static Value.MapOf own(ResourceState row) {
    SequencedMap<String, Value> own = new LinkedHashMap<>();
    own.put("id", Value.text(row.id().toString()));
    own.put("properties", row.properties());
    row.attributes().ifPresent(attributes -> own.put("attributes", attributes));
    own.put(
        REQUIRES,
        Value.list(row.requires().stream().map(id -> Value.text(id.toString())).toList()));
    own.put("sensitive_properties", sensitive(row.properties()));
    own.put("sensitive_attributes", sensitive(row.attributes().orElse(Value.MapOf.EMPTY)));
    return Value.map(own);
  }

  /** JSON has no marks: what has one anywhere in it is named. */
  private static Value sensitive(Value.MapOf values) {
    return Value.list(
        values.entries().entrySet().stream()
            .filter(entry -> entry.getValue().sensitive())
            .map(entry -> Value.text(entry.getKey()))
            .toList());
  }
}
