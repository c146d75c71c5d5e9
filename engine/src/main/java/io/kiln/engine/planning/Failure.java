package io.kiln.engine.planning;

import java.util.Optional;

/**
 * A resource that could not be brought to what is wanted.
 *
 * @param path its place in the tree
 */
public record Failure(String path, Action action, String reason) {

  /** The same failure as seen from a nested stack; empty when it lies elsewhere. */
  Optional<Failure> within(String nested) {
    String prefix = nested + "/";
    return path.startsWith(prefix)
        ? Optional.of(new Failure(path.substring(prefix.length()), action, reason))
        : Optional.empty();
  }

  /**
   * As Heat words it for the stack, naming the way down: {@code resources.a.resources.b: reason}.
   */
  public String described() {
    return "resources." + path.replace("/", ".resources.") + ": " + reason;
  }
}
