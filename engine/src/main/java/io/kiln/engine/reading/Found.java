package io.kiln.engine.reading;

import java.util.Optional;
import java.util.UUID;

/**
 * Something of a project that a word was found in.
 *
 * @param root the tree it belongs to
 * @param resource that it is; empty when it is the tree itself
 * @param by what of it has the word
 * @param text which has the word
 */
public record Found(StackLine root, Optional<ResourceLine> resource, By by, String text) {

  /** What can be found, in the order in which it is listed. */
  public enum Kind {
    STACK,
    RESOURCE
  }

  /** What of a thing has the word; of several, the first here. */
  public enum By {
    NAME,
    TAG,
    PATH,
    TYPE,
    PHYSICAL_ID,
    ID,
    STATUS
  }

  /** A root, if its name, one of its tags, its id or its status has the word. */
  public static Optional<Found> in(StackLine root, SearchWord word) {
    return found(root, Optional.empty(), By.NAME, root.name(), word)
        .or(
            () ->
                root.tags().stream()
                    .flatMap(tag -> found(root, Optional.empty(), By.TAG, tag, word).stream())
                    .findFirst())
        .or(() -> found(root, Optional.empty(), By.ID, root.id().toString(), word))
        .or(() -> found(root, Optional.empty(), By.STATUS, root.state(), word))
        .or(() -> found(root, Optional.empty(), By.STATUS, root.status().name(), word));
  }

  /**
   * A resource, if its name, its path in the tree, its type, one of its ids or its status, as
   * CREATE_FAILED or FAILED, has the word.
   */
  public static Optional<Found> in(StackLine root, ResourceLine row, SearchWord word) {
    Optional<ResourceLine> it = Optional.of(row);
    return found(root, it, By.NAME, row.name(), word)
        .or(() -> found(root, it, By.PATH, row.path(), word))
        .or(() -> found(root, it, By.TYPE, row.type(), word))
        .or(() -> row.physicalId().flatMap(id -> found(root, it, By.PHYSICAL_ID, id, word)))
        .or(() -> found(root, it, By.ID, row.id().toString(), word))
        .or(() -> found(root, it, By.STATUS, row.state(), word))
        .or(() -> found(root, it, By.STATUS, row.status().name(), word));
  }

  private static Optional<Found> found(
      StackLine root, Optional<ResourceLine> resource, By by, String text, SearchWord word) {
    return word.in(text) ? Optional.of(new Found(root, resource, by, text)) : Optional.empty();
  }

  /** Whether it is a tree or a resource of one. */
  public Kind kind() {
    return resource.isPresent() ? Kind.RESOURCE : Kind.STACK;
  }

  /** Its place in the order of what was found. */
  public SearchQuery.Place place() {
    UUID id = resource.map(ResourceLine::id).orElse(root.id());
    return new SearchQuery.Place(
        kind(), root.name(), resource.map(ResourceLine::path).orElse(""), id);
  }
}
