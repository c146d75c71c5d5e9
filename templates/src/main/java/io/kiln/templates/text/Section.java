package io.kiln.templates.text;

import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Findings;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.source.Suggestion;
import io.kiln.templates.value.Value;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/** A map of a text being read: knows where it is and says what is wrong with its parts. */
public final class Section {

  private final Node.Mapping map;
  private final String path;
  private final Findings findings;

  /** The map at a path of the model. */
  public Section(Node.Mapping map, String path, Findings findings) {
    this.map = map;
    this.path = path;
    this.findings = findings;
  }

  /** The whole of a template's text; nothing, which is said, when it is no map. */
  public static Optional<Section> template(Node root, Findings findings) {
    if (root instanceof Node.Mapping map) {
      return Optional.of(new Section(map, "", findings));
    }
    findings.error(
        "not-a-template", "The template is not a JSON object or YAML mapping.", "", root.at());
    return Optional.empty();
  }

  /** The map itself. */
  public Node.Mapping map() {
    return map;
  }

  /** Where this is in the model. */
  public String path() {
    return path;
  }

  /** Where findings go. */
  public Findings findings() {
    return findings;
  }

  /** Where the map stands. */
  public SourceSpan at() {
    return map.at();
  }

  /** All entries, nulls included. */
  public SequencedMap<String, Node.Entry> entries() {
    return map.entries();
  }

  /** What stands under a key and is not null. */
  public Optional<Node> node(String key) {
    return map.get(key).filter(node -> !node.isNull());
  }

  /** The map under a key, empty when there is none; anything else is wrong. */
  public SequencedMap<String, Node.Entry> maps(String key) {
    return node(key)
        .flatMap(node -> asMap(node, key))
        .map(Node.Mapping::entries)
        .orElse(new LinkedHashMap<>());
  }

  /** The map under a key as a section; anything else is wrong. */
  public Optional<Section> section(String key) {
    return node(key)
        .flatMap(node -> asMap(node, key))
        .map(inner -> new Section(inner, within(key), findings));
  }

  /** Reads one entry of a section that is a map itself. */
  @FunctionalInterface
  public interface EntryReader<T> {
    /** What the map says. */
    T read(Section inner, String name, Node.Entry entry);
  }

  /** Reads every entry that is a map; of the others it is said that they must be. */
  public <T> SequencedMap<String, T> each(EntryReader<T> reader) {
    SequencedMap<String, T> read = new LinkedHashMap<>();
    entries()
        .forEach(
            (name, entry) -> {
              if (entry.node().isNull()) {
                error(
                    "invalid-section",
                    "%s must be a map, not null.".formatted(within(name)),
                    entry.keyAt());
              }
              section(name).ifPresent(inner -> read.put(name, reader.read(inner, name, entry)));
            });
    return read;
  }

  /** The node under a key that must be a map; anything else is wrong. */
  public Optional<Node> mapping(String key) {
    return node(key).filter(node -> asMap(node, key).isPresent());
  }

  private Optional<Node.Mapping> asMap(Node node, String key) {
    if (node instanceof Node.Mapping inner) {
      return Optional.of(inner);
    }
    error(
        "invalid-section",
        "%s must be a map, not %s.".formatted(within(key), node.kind()),
        node.at());
    return Optional.empty();
  }

  /** The text under a key, empty when there is none; numbers and truth values count as texts. */
  public String text(String key) {
    Optional<Node> node = node(key);
    if (node.isEmpty()) {
      return "";
    }
    if (node.get() instanceof Node.Scalar(Value value, String raw)) {
      return value instanceof Value.Text(String text, _) ? text : raw;
    }
    error(
        "invalid-section",
        "%s must be a string, not %s.".formatted(within(key), node.get().kind()),
        node.get().at());
    return "";
  }

  /** The truth value under a key, false when there is none. */
  public boolean truth(String key) {
    Optional<Node> node = node(key);
    if (node.isEmpty()) {
      return false;
    }
    if (node.get() instanceof Node.Scalar(Value value, String raw)) {
      if (value instanceof Value.Bool(boolean truth, _)) {
        return truth;
      }
      if (raw.equalsIgnoreCase("true") || raw.equalsIgnoreCase("false")) {
        return raw.equalsIgnoreCase("true");
      }
    }
    error(
        "invalid-section",
        "%s must be true or false, not %s.".formatted(within(key), node.get().kind()),
        node.get().at());
    return false;
  }

  /** Finds keys that are none of these. */
  public void only(Collection<String> known, String code, String message) {
    only(known, Diagnostic.Severity.ERROR, code, message);
  }

  /** Warns of keys that are none of these and that nobody looks at. */
  public void ignoringAllBut(Collection<String> known, String code, String message) {
    only(known, Diagnostic.Severity.WARNING, code, message);
  }

  private void only(
      Collection<String> known, Diagnostic.Severity severity, String code, String message) {
    map.entries()
        .forEach(
            (key, entry) -> {
              if (!known.contains(key)) {
                findings.add(
                    new Diagnostic(
                        severity,
                        code,
                        message.formatted(key),
                        within(key),
                        entry.keyAt(),
                        Suggestion.hint(key, known)));
              }
            });
  }

  /** The path of what stands under a key. */
  public String within(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Adds an error about this map. */
  public void error(String code, String message, SourceSpan where) {
    findings.error(code, message, path, where);
  }
}
