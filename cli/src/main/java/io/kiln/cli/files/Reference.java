package io.kiln.cli.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A file that a template or an environment names. The same places as python-heatclient looks at
 * (template_utils.py): {@code get_file}, a {@code type} that is a file name, and the registry.
 *
 * @param path as written
 * @param template the file is itself a template, and may name further ones
 */
record Reference(String path, boolean template) {
  private static final Set<String> NO_FILES = Set.of("base_url", "hooks", "restricted_actions");

  static List<Reference> inTemplate(JsonNode document) {
    List<Reference> found = new ArrayList<>();
    walk(document, found);
    return found;
  }

  private static void walk(JsonNode node, List<Reference> found) {
    if (node.isObject()) {
      for (var entry : node.properties()) {
        var value = entry.getValue();
        if (value.isString() && entry.getKey().equals("get_file")) {
          add(value.asString(), false, found);
        } else if (value.isString()
            && entry.getKey().equals("type")
            && isTemplateName(value.asString())) {
          add(value.asString(), true, found);
        } else {
          walk(value, found);
        }
      }
    } else {
      node.forEach(child -> walk(child, found));
    }
  }

  static List<Reference> inEnvironment(JsonNode document) {
    List<Reference> found = new ArrayList<>();
    registry(document.path("resource_registry"), found);
    return found;
  }

  /** The registry, and below {@code resources} the same again for each name. */
  private static void registry(JsonNode mappings, List<Reference> found) {
    for (var entry : mappings.properties()) {
      var value = entry.getValue();
      if (value.isObject()) {
        registry(value, found);
      } else if (value.isString()
          && !NO_FILES.contains(entry.getKey())
          && !value.asString().contains("::")) {
        add(value.asString(), true, found);
      }
    }
  }

  private static void add(String path, boolean template, List<Reference> found) {
    if (!isRemote(path) && !path.isBlank()) {
      found.add(new Reference(path, template));
    }
  }

  /** Names with this ending are templates wherever a type is expected. */
  static boolean isTemplateName(String name) {
    return name.endsWith(".yaml") || name.endsWith(".template");
  }

  private static boolean isRemote(String path) {
    var lower = path.toLowerCase(Locale.ROOT);
    return lower.startsWith("http:") || lower.startsWith("https:");
  }
}
