package io.kiln.templates.compile;

import io.kiln.templates.environment.Names;
import io.kiln.templates.environment.Registry;
import io.kiln.templates.schema.ResourceSchema;
import io.kiln.templates.schema.TypeCatalog;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what a type's name stands for, following the registry's mappings. */
final class TypeResolver {

  private final Registry registry;
  private final TypeCatalog catalog;
  private final Map<String, String> files;
  private final Optional<Registry.Match> ignored;

  /** What a name came to. */
  sealed interface Outcome {}

  /** A plugin's type. */
  record Plugin(ResourceSchema schema) implements Outcome {}

  /** A template that was sent along, and the mapping that chose it, if any did. */
  record Child(String file, Optional<Registry.Match> chosenBy) implements Outcome {}

  /** A template that was not sent along. */
  record Missing(String file) implements Outcome {}

  /** Nothing. */
  record NotFound(String type) implements Outcome {}

  TypeResolver(Registry registry, TypeCatalog catalog, Map<String, String> files) {
    this(registry, catalog, files, Optional.empty());
  }

  private TypeResolver(
      Registry registry,
      TypeCatalog catalog,
      Map<String, String> files,
      Optional<Registry.Match> ignored) {
    this.ignored = ignored;
    this.registry = registry;
    this.catalog = catalog;
    this.files = files;
  }

  /**
   * Resolves a type as a resource names it.
   *
   * @param template the template the resource stands in; relative names start there
   */
  Outcome resolve(String type, String resource, String template) {
    return resolve(type, resource, template, new HashSet<>());
  }

  /**
   * What a type stood for if a mapping were not there: the type that a provider template takes the
   * place of.
   */
  Outcome behind(Registry.Match mapping, String type, String resource, String template) {
    return new TypeResolver(registry, catalog, files, Optional.of(mapping))
        .resolve(type, resource, template);
  }

  private Outcome resolve(String type, String resource, String base, Set<String> seen) {
    if (!seen.add(type)) {
      return new NotFound(type);
    }
    Outcome best = new NotFound(type);
    for (Registry.Match match : registry.matches(type, resource)) {
      if (ignored.filter(match::equals).isPresent()) {
        continue;
      }
      Outcome outcome = follow(match, type, resource, base, seen);
      switch (outcome) {
        case Plugin _, Child _ -> {
          return outcome;
        }
        case Missing _ -> best = best instanceof Missing ? best : outcome;
        case NotFound _ -> {}
      }
    }
    if (Names.isTemplate(type)) {
      return Names.find(files, base, type)
          .<Outcome>map(file -> new Child(file, Optional.empty()))
          .orElse(new Missing(type));
    }
    Optional<ResourceSchema> schema = catalog.find(type);
    return schema.isPresent() ? new Plugin(schema.get()) : best;
  }

  private Outcome follow(
      Registry.Match match, String type, String resource, String base, Set<String> seen) {
    Optional<String> target = match.mapping().target();
    if (target.isEmpty()) {
      return new NotFound(type);
    }
    String name = target.get();
    if (Names.isTemplate(name) || files.containsKey(name)) {
      Optional<Registry.Match> chosen = Optional.of(match);
      return Names.find(files, match.mapping().base(), name)
          .<Outcome>map(file -> new Child(file, chosen))
          .orElse(new Missing(name));
    }
    return resolve(carried(match.key(), name, type), resource, base, seen);
  }

  /** {@code OS::Old*: OS::New*} carries the tail over. */
  private static String carried(String key, String target, String type) {
    return key.endsWith("*") && target.endsWith("*")
        ? target.substring(0, target.length() - 1) + type.substring(key.length() - 1)
        : target;
  }
}
