package io.kiln.api.heat;

import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Which of a revision's texts and values differ from another's, by name: cheap, and no values. */
final class SourceChanges {

  private SourceChanges() {}

  /** In words such as {@code template}, {@code parameter image}, {@code file child.yaml}. */
  static List<String> between(StackSource before, StackSource after) {
    var changed = new ArrayList<String>();
    if (!before.template().equals(after.template())) {
      changed.add("template");
    }
    names(parameters(before), parameters(after)).forEach(name -> changed.add("parameter " + name));
    if (!environment(before).equals(environment(after))) {
      changed.add("environment");
    }
    names(plainFiles(before), plainFiles(after)).forEach(name -> changed.add("file " + name));
    return changed;
  }

  private static <V> List<String> names(Map<String, V> before, Map<String, V> after) {
    var all = new LinkedHashSet<>(before.keySet());
    all.addAll(after.keySet());
    return all.stream()
        .filter(name -> !Objects.equals(before.get(name), after.get(name)))
        .sorted()
        .toList();
  }

  private static Map<String, Value> parameters(StackSource source) {
    return EnvironmentView.parameters(source);
  }

  /** All that an environment says besides its parameters. */
  private static List<Object> environment(StackSource source) {
    EnvironmentView view = EnvironmentView.of(source);
    return List.of(view.resourceRegistry(), EnvironmentView.defaults(source));
  }

  private static Map<String, String> plainFiles(StackSource source) {
    var files = new java.util.HashMap<>(source.files());
    files.keySet().removeAll(source.environmentFiles());
    return files;
  }
}
