package io.kiln.api.credentials;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A map in the YAML of a {@link CredentialFile}, which knows its line. What is wrong with it is
 * said in an IllegalArgumentException that quotes no value: it may be a secret in the wrong place.
 */
public final class Section {

  private static final Pattern NAME = Pattern.compile("[\\p{Alnum}][\\p{Alnum}@._:-]{0,254}");
  private static final LoadSettings SETTINGS = LoadSettings.builder().build();

  private final String name;
  private final Node node;
  private final Map<String, Node> entries = new LinkedHashMap<>();

  private Section(String name, Node node, Set<String> keys) {
    this.name = name;
    this.node = node;
    if (!(node instanceof MappingNode map)) {
      throw new IllegalArgumentException(at(node) + name + " must be a map");
    }
    for (NodeTuple entry : map.getValue()) {
      Node key = entry.getKeyNode();
      if (!(key instanceof ScalarNode scalar) || !keys.contains(scalar.getValue())) {
        throw new IllegalArgumentException(
            "%s%s has a key that is none of %s"
                .formatted(at(key), name, String.join(", ", keys.stream().sorted().toList())));
      }
      if (entries.put(scalar.getValue(), entry.getValueNode()) != null) {
        throw new IllegalArgumentException(
            "%s%s has '%s' twice".formatted(at(key), name, scalar.getValue()));
      }
    }
  }

  /**
   * The whole of a text.
   *
   * @param keys it may have
   */
  public static Section parse(String text, Set<String> keys) {
    try {
      Node node =
          new Compose(SETTINGS)
              .composeString(text)
              .orElseThrow(() -> new IllegalArgumentException("the file is empty"));
      return new Section("the file", node, keys);
    } catch (MarkedYamlEngineException e) {
      throw new IllegalArgumentException(
          "no YAML%s"
              .formatted(
                  e.getProblemMark().map(mark -> " at line " + (mark.getLine() + 1)).orElse("")),
          e);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException("no YAML", e);
    }
  }

  /** That something about this map is wrong. */
  public IllegalArgumentException wrong(String what) {
    return wrong(node, what);
  }

  /** That something about the value of a key is wrong. */
  public IllegalArgumentException wrong(String key, String what) {
    return wrong(entries.getOrDefault(key, node), "'%s' %s".formatted(key, what));
  }

  private IllegalArgumentException wrong(Node place, String what) {
    return new IllegalArgumentException("%s%s: %s".formatted(at(place), name, what));
  }

  private static String at(Node node) {
    return node.getStartMark().map(mark -> "line %d: ".formatted(mark.getLine() + 1)).orElse("");
  }

  public boolean has(String key) {
    return entries.containsKey(key);
  }

  /** The maps of a list, none when there is no such key. */
  public List<Section> list(String key, Set<String> keys) {
    Node value = entries.get(key);
    if (value == null || (value instanceof ScalarNode && value.getTag().equals(Tag.NULL))) {
      return List.of();
    }
    if (!(value instanceof SequenceNode sequence)) {
      throw new IllegalArgumentException(at(value) + key + " must be a list");
    }
    var sections = new ArrayList<Section>();
    for (Node each : sequence.getValue()) {
      sections.add(new Section("%s[%d]".formatted(key, sections.size()), each, keys));
    }
    return sections;
  }

  /** The map of a key; empty when it is none. */
  public Optional<Section> map(String key, Set<String> keys) {
    return entries.get(key) instanceof MappingNode map
        ? Optional.of(new Section(name + "." + key, map, keys))
        : Optional.empty();
  }

  /** A text that is not blank. */
  public String text(String key) {
    return textIfAny(entries.get(key)).orElseThrow(() -> wrong(key, "must be a text"));
  }

  /** Whether a key has a text. */
  public boolean isText(String key) {
    return textIfAny(entries.get(key)).isPresent();
  }

  private static Optional<String> textIfAny(@Nullable Node value) {
    return value instanceof ScalarNode scalar
            && scalar.getTag().equals(Tag.STR)
            && !scalar.getValue().isBlank()
        ? Optional.of(scalar.getValue())
        : Optional.empty();
  }

  /**
   * A text of a certain form.
   *
   * @param described says what it must be
   */
  public String text(String key, Pattern form, String described) {
    String text = text(key);
    if (!form.matcher(text).matches()) {
      throw wrong(key, "must be " + described);
    }
    return text;
  }

  /** The name of a user or a project. */
  public String name(String key) {
    return text(key, NAME, "1 to 255 letters, digits and @ . _ : -");
  }
}
