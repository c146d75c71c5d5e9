package io.kiln.api.heat;

import io.kiln.templates.model.Frame;
import io.kiln.templates.model.Pending;
import io.kiln.templates.model.ResolvedType;
import io.kiln.templates.model.ResourceDefinition;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The resources a stack would be made of, as Heat previews a create: nested stacks as lists. */
final class CreatePreview {

  /** What Heat says for the id of a stack that there is not. */
  static final String NO_ID = "None";

  /** As deep as templates nest. */
  private static final int MAX_DEPTH = 5;

  private final String project;

  CreatePreview(String project) {
    this.project = project;
  }

  List<Object> resources(Frame frame, String stackName) {
    return resources(frame, stackName, Optional.empty(), 0);
  }

  private List<Object> resources(
      Frame frame, String stackName, Optional<String> parent, int depth) {
    List<Object> all = new ArrayList<>();
    Map<String, ResourceDefinition> definitions = frame.resources();
    for (String name : definitions.keySet()) {
      Value.MapOf properties = frame.properties(name, Pending.ALL).result();
      switch (frame.type(name)) {
        case ResolvedType.Plugin plugin ->
            all.add(
                summary(
                    frame,
                    stackName,
                    name,
                    plugin.name(),
                    whole(properties, plugin.schema().properties().keySet()),
                    plugin.schema().attributes().keySet(),
                    parent.orElse(null)));
        case ResolvedType.Nested _ when depth < MAX_DEPTH -> {
          String childName = stackName + "-" + name;
          Frame child = frame.child(name, properties, childName).result();
          all.add(resources(child, childName, Optional.of(name), depth + 1));
        }
        case ResolvedType.Nested nested ->
            all.add(
                summary(
                    frame,
                    stackName,
                    name,
                    nested.name(),
                    properties,
                    Set.of(),
                    parent.orElse(null)));
      }
    }
    return all;
  }

  /** With null for what it is not given. */
  private static Value.MapOf whole(Value.MapOf properties, Set<String> all) {
    SequencedMap<String, Value> whole = new LinkedHashMap<>();
    all.forEach(name -> whole.put(name, Value.nothing()));
    whole.putAll(properties.entries());
    return Value.map(whole);
  }

  private ResourceSummary summary(
      Frame frame,
      String stackName,
      String name,
      String type,
      Value.MapOf properties,
      Set<String> attributes,
      @Nullable String parent) {
    List<String> requiredBy =
        frame.resources().values().stream()
            .filter(other -> other.requires().contains(name))
            .map(ResourceDefinition::name)
            .sorted()
            .toList();
    return ResourceSummary.planned(
        project, stackName, NO_ID, name, type, requiredBy, properties, attributes, parent);
  }
}
