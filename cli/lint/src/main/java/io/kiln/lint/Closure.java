package io.kiln.lint;

import io.kiln.templates.environment.Names;
import io.kiln.templates.lint.Mentions;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All files that a text names, and those name, and so on, as far as they can be read here. */
final class Closure {

  private final Shelf shelf;
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Set<String> children = new LinkedHashSet<>();

  Closure(Shelf shelf) {
    this.shelf = shelf;
  }

  Closure add(Shelf.Document start) {
    Deque<Shelf.Document> open = new ArrayDeque<>();
    open.add(start);
    texts.put(start.text().name(), start.text().content());
    while (!open.isEmpty()) {
      Shelf.Document document = open.remove();
      for (Mentions.Mention mention : document.mentions()) {
        Optional<String> name =
            mention.remote()
                ? Optional.empty()
                : found(shelf, document.text().name(), mention.name());
        if (name.isPresent()) {
          String content = shelf.get(name.get()).map(Shelf.Text::content).orElse("");
          texts.put(name.get(), content);
          if (mention.template() && children.add(name.get())) {
            shelf.document(name.get()).ifPresent(open::add);
          }
        }
      }
    }
    return this;
  }

  /** The name that a file goes by which a text names: beside the text, or from where all start. */
  static Optional<String> found(Shelf shelf, String base, String mentioned) {
    String beside = Names.beside(base, mentioned);
    if (shelf.get(beside).isPresent()) {
      return Optional.of(beside);
    }
    return shelf.get(mentioned).isPresent() ? Optional.of(mentioned) : Optional.empty();
  }

  /** The contents by name, the start's own among them. */
  Map<String, String> texts() {
    return Collections.unmodifiableMap(texts);
  }

  /** The templates among them, without the start. */
  Set<String> children() {
    return Collections.unmodifiableSet(children);
  }
}
