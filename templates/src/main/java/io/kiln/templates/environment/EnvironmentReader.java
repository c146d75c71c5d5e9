package io.kiln.templates.environment;

import io.kiln.templates.model.ResourceRules;
import io.kiln.templates.model.StackSettings;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Findings;
import io.kiln.templates.source.Suggestion;
import io.kiln.templates.text.Node;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/** Reads one environment. */
public final class EnvironmentReader {

  private static final List<String> SECTIONS =
      List.of(
          "parameters",
          "parameter_defaults",
          "resource_registry",
          "encrypted_param_names",
          "event_sinks",
          "parameter_merge_strategies");

  private static final Set<String> RULES = Set.of("hooks", "restricted_actions");
  private static final Set<String> STRATEGIES = Set.of("overwrite", "merge", "deep_merge");

  private final String name;
  private final Findings findings;

  public EnvironmentReader(String name, Findings findings) {
    this.name = name;
    this.findings = findings;
  }

  /**
   * An environment as one file has it.
   *
   * @param strategies how this file's values join those of earlier files, by parameter name
   */
  public record Read(Environment environment, SequencedMap<String, String> strategies) {}

  /** Reads a text's tree; an empty text is an empty environment. */
  public Read read(Node root) {
    if (root.isNull()) {
      return new Read(Environment.EMPTY, new LinkedHashMap<>());
    }
    if (!(root instanceof Node.Mapping map)) {
      findings.error(
          "invalid-environment",
          "The environment is not a valid YAML mapping data type.",
          "",
          root.at());
      return new Read(Environment.EMPTY, new LinkedHashMap<>());
    }
    map.entries().forEach((key, entry) -> known(key, entry));
    return new Read(
        new Environment(
            values(map, "parameters"),
            values(map, "parameter_defaults"),
            section(map, "resource_registry")
                .map(registry -> registry(registry, "resource_registry", "", false))
                .orElse(Registry.EMPTY),
            settings(map)),
        strategies(map));
  }

  private void known(String key, Node.Entry entry) {
    if (!SECTIONS.contains(key)) {
      findings.add(
          new Diagnostic(
              Diagnostic.Severity.ERROR,
              "invalid-environment",
              "environment has wrong section \"%s\"".formatted(key),
              key,
              entry.keyAt(),
              Suggestion.hint(key, SECTIONS)));
    }
  }

  private Optional<Node.Mapping> section(Node.Mapping map, String key) {
    Optional<Node> node = map.get(key).filter(found -> !found.isNull());
    if (node.isPresent() && !(node.get() instanceof Node.Mapping)) {
      findings.error(
          "invalid-environment",
          "%s must be a map, not %s.".formatted(key, node.get().kind()),
          key,
          node.get().at());
    }
    return node.filter(Node.Mapping.class::isInstance).map(Node.Mapping.class::cast);
  }

  private SequencedMap<String, Value> values(Node.Mapping map, String key) {
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    section(map, key)
        .ifPresent(
            section ->
                section
                    .entries()
                    .forEach((parameter, entry) -> values.put(parameter, entry.node().value())));
    return values;
  }

  private StackSettings settings(Node.Mapping map) {
    List<Value.MapOf> sinks = new ArrayList<>();
    for (Node sink : items(map, "event_sinks")) {
      if (sink.value() instanceof Value.MapOf entries
          && entries.get("type") instanceof Value.Text) {
        sinks.add(entries);
      } else {
        findings.error(
            "invalid-environment",
            "An event sink must be a map with a type, such as {type: zaqar-queue, target: name}.",
            "event_sinks",
            sink.at());
      }
    }
    SequencedSet<String> encrypted = new LinkedHashSet<>();
    for (Node name : items(map, "encrypted_param_names")) {
      encrypted.addAll(texts(name, "encrypted_param_names"));
    }
    return new StackSettings(sinks, encrypted);
  }

  private List<Node> items(Node.Mapping map, String key) {
    Optional<Node> node = map.get(key).filter(found -> !found.isNull());
    if (node.isEmpty() || node.get() instanceof Node.Sequence) {
      return node.map(list -> ((Node.Sequence) list).items()).orElse(List.of());
    }
    findings.error("invalid-environment", key + " must be a list.", key, node.get().at());
    return List.of();
  }

  private SequencedMap<String, String> strategies(Node.Mapping map) {
    SequencedMap<String, String> strategies = new LinkedHashMap<>();
    section(map, "parameter_merge_strategies")
        .ifPresent(
            section ->
                section
                    .entries()
                    .forEach(
                        (parameter, entry) -> {
                          if (entry.node() instanceof Node.Scalar(Value _, String raw)
                              && STRATEGIES.contains(raw)) {
                            strategies.put(parameter, raw);
                          } else {
                            findings.error(
                                "invalid-environment",
                                "A merge strategy is one of overwrite, merge, deep_merge.",
                                "parameter_merge_strategies." + parameter,
                                entry.node().at());
                          }
                        }));
    return strategies;
  }

  /** Hooks and restrictions have names of their own. */
  private void known(String key, List<String> said, Node node, String path) {
    boolean hooks = key.equals("hooks");
    List<String> names =
        hooks
            ? Arrays.stream(ResourceRules.Hook.values()).map(ResourceRules.Hook::written).toList()
            : Arrays.stream(ResourceRules.Restriction.values())
                .map(ResourceRules.Restriction::written)
                .toList();
    for (String one : said) {
      if (!names.contains(one)) {
        findings.add(
            new Diagnostic(
                Diagnostic.Severity.ERROR,
                "invalid-environment",
                hooks
                    ? "Invalid hook type \"%s\" for resource breakpoint, acceptable hook types are: %s"
                        .formatted(one, String.join(", ", names))
                    : ("Invalid restricted_action type \"%s\" for resource, acceptable"
                            + " restricted_action types are: %s")
                        .formatted(one, String.join(", ", names)),
                path,
                node.at(),
                Suggestion.hint(one, names)));
      }
    }
  }

  /**
   * Recursion follows the text, whose depth is limited.
   *
   * @param nested whether this is about resources of one name, so that a map is about those within
   */
  private Registry registry(Node.Mapping map, String path, String outerBase, boolean nested) {
    SequencedMap<String, Registry.Mapping> mappings = new LinkedHashMap<>();
    SequencedMap<String, Registry> resources = new LinkedHashMap<>();
    SequencedMap<String, List<String>> rules = new LinkedHashMap<>();
    String base = base(map, outerBase);
    map.entries()
        .forEach(
            (key, entry) -> {
              String here = path + "." + key;
              if (key.equals("base_url")) {
                return;
              }
              if (key.equals("resources")) {
                resources.putAll(resources(entry.node(), here, base));
              } else if (RULES.contains(key)) {
                List<String> said = texts(entry.node(), here);
                known(key, said, entry.node(), here);
                rules.put(key, said);
              } else if (nested && entry.node() instanceof Node.Mapping inner) {
                resources.put(key, registry(inner, here, base, true));
              } else {
                mapping(entry, here, base).ifPresent(mapping -> mappings.put(key, mapping));
              }
            });
    return new Registry(mappings, resources, rules);
  }

  private String base(Node.Mapping map, String outer) {
    return map.get("base_url").filter(node -> !node.isNull()).isPresent()
        ? map.get("base_url")
            .map(node -> node instanceof Node.Scalar(Value _, String raw) ? raw : outer)
            .map(url -> url.isEmpty() || url.endsWith("/") ? url : url + "/")
            .orElse(outer)
        : outer;
  }

  private SequencedMap<String, Registry> resources(Node node, String path, String base) {
    SequencedMap<String, Registry> resources = new LinkedHashMap<>();
    if (node instanceof Node.Mapping map) {
      map.entries()
          .forEach(
              (resource, entry) -> {
                String here = path + "." + resource;
                if (entry.node() instanceof Node.Mapping inner) {
                  resources.put(resource, registry(inner, here, base, true));
                } else if (!entry.node().isNull()) {
                  notAMap(here, entry.node());
                }
              });
    } else if (!node.isNull()) {
      notAMap(path, node);
    }
    return resources;
  }

  private void notAMap(String path, Node node) {
    findings.error(
        "invalid-environment",
        "%s must be a map, not %s.".formatted(path, node.kind()),
        path,
        node.at());
  }

  private List<String> texts(Node node, String path) {
    List<String> texts = new ArrayList<>();
    for (Node item : node instanceof Node.Sequence(List<Node> all, _) ? all : List.of(node)) {
      if (item instanceof Node.Scalar(Value.Text(String text, _), _)) {
        texts.add(text);
      } else {
        findings.error(
            "invalid-environment",
            "%s must be a string or a list of strings.".formatted(path),
            path,
            item.at());
      }
    }
    return texts;
  }

  private Optional<Registry.Mapping> mapping(Node.Entry entry, String path, String base) {
    Node node = entry.node();
    if (node.isNull()) {
      return Optional.of(new Registry.Mapping(Optional.empty(), name, entry.keyAt()));
    }
    if (node instanceof Node.Scalar(Value.Text(String target, _), _)) {
      String full = Names.isTemplate(target) ? base + target : target;
      return Optional.of(new Registry.Mapping(Optional.of(full), name, node.at()));
    }
    findings.error(
        "invalid-environment",
        "%s must name a type or a template, not %s.".formatted(path, node.kind()),
        path,
        node.at());
    return Optional.empty();
  }
}
