package io.kiln.resources.spi.binding;

import io.kiln.resources.spi.ResourceHandler;
import io.kiln.templates.schema.ResourceSchema;
import io.kiln.templates.schema.TypeCatalog;
import io.kiln.templates.value.Value;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SortedSet;
import java.util.TreeSet;

/** All resource types of an installation, by canonical name and by alias. */
public final class ResourceCatalog implements TypeCatalog {

  private final Map<String, ResourceHandler> byName;
  private final SortedSet<String> types;
  private final Map<String, ValueCheck> checks;

  /**
   * A catalog of these handlers and checks.
   *
   * @param checks custom constraints by name
   * @throws IllegalArgumentException when two handlers answer to one name
   */
  public ResourceCatalog(
      Collection<? extends ResourceHandler> handlers, Map<String, ValueCheck> checks) {
    Map<String, ResourceHandler> named = new HashMap<>();
    SortedSet<String> canonical = new TreeSet<>();
    for (ResourceHandler handler : handlers) {
      canonical.add(handler.schema().type());
      for (String name : handler.names()) {
        if (named.put(name, handler) != null) {
          throw new IllegalArgumentException("two resource types answer to the name " + name);
        }
      }
    }
    this.byName = Map.copyOf(named);
    this.types = Collections.unmodifiableSortedSet(canonical);
    this.checks = Map.copyOf(checks);
  }

  /** The handler of a type, by canonical name or alias. */
  public Optional<ResourceHandler> handler(String type) {
    return Optional.ofNullable(byName.get(type));
  }

  @Override
  public Optional<ResourceSchema> find(String type) {
    return handler(type).map(ResourceHandler::schema);
  }

  @Override
  public SortedSet<String> types() {
    return types;
  }

  @Override
  public SequencedSet<String> names(String type) {
    SequencedSet<String> names = new LinkedHashSet<>();
    handler(type)
        .ifPresent(
            handler -> {
              names.add(handler.schema().type());
              handler.names().stream().sorted().forEach(names::add);
            });
    return names;
  }

  @Override
  public boolean hasCheck(String constraint) {
    return checks.containsKey(constraint);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when there is no such check
   */
  @Override
  public Optional<String> check(String constraint, Value value) {
    ValueCheck check = checks.get(constraint);
    if (check == null) {
      throw new IllegalArgumentException("there is no check named " + constraint);
    }
    return check.problem(value);
  }
}
