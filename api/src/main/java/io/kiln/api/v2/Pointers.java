package io.kiln.api.v2;

import io.kiln.templates.source.Findings;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.text.Document;
import io.kiln.templates.text.Node;
import io.kiln.templates.text.TextLimits;
import io.kiln.templates.text.TextReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where in the texts of a request places are, as JSON pointers (RFC 6901). Each is read once. */
final class Pointers {

  private final Map<String, String> texts;
  private final Map<String, Optional<Node>> read = new HashMap<>();

  /**
   * Looks in these.
   *
   * @param texts by the names that places call them
   */
  Pointers(Map<String, String> texts) {
    this.texts = texts;
  }

  /** The innermost thing that holds a place; nothing when its text cannot be read that far. */
  Optional<String> to(SourceSpan at) {
    if (!at.isSomewhere()) {
      return Optional.empty();
    }
    // Where a place begins is what it is about: the whole of a map may end in another's line.
    var start = new SourceSpan(at.file(), at.line(), at.column(), at.line(), at.column());
    return read.computeIfAbsent(at.file(), this::tree)
        .map(root -> within(root, start, new StringBuilder()));
  }

  private Optional<Node> tree(String file) {
    return Optional.ofNullable(texts.get(file))
        .flatMap(
            text ->
                new TextReader(TextLimits.DEFAULT)
                    .document(text, file, new Findings())
                    .map(Document::root));
  }

  private static String within(Node node, SourceSpan at, StringBuilder path) {
    switch (node) {
      case Node.Mapping(var entries, _) -> {
        for (Node.Entry entry : entries.values()) {
          if (entry.keyAt().holds(at)) {
            return path.append('/').append(escaped(entry.key())).toString();
          }
          if (entry.node().at().holds(at)) {
            return within(entry.node(), at, path.append('/').append(escaped(entry.key())));
          }
        }
      }
      case Node.Sequence(var items, _) -> {
        for (int i = 0; i < items.size(); i++) {
          if (items.get(i).at().holds(at)) {
            return within(items.get(i), at, path.append('/').append(i));
          }
        }
      }
      case Node.Scalar _ -> {}
    }
    return path.toString();
  }

  private static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }
}
