package io.kiln.engine.planning;

/**
 * A resource that could not be brought to what is wanted.
 *
 * @param path its place in the tree
 */
public record Failure(String path, Action action, String reason) {

  /**
   * As Heat words it for the stack, naming the way down: {@code resources.a.resources.b: reason}.
   */
  public String described() {
    return "resources." + path.replace("/", ".resources.") + ": " + reason;
  }
}
