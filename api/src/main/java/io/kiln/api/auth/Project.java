package io.kiln.api.auth;

/**
 * Whose stacks are meant.
 *
 * @param id what stacks are kept under, and what Heat's clients write into the path
 * @param name for people; the same as the id where nobody gave another
 */
public record Project(String id, String name) {

  /** Whether a path means this project: by its id as in Heat, or by its name. */
  public boolean isCalled(String segment) {
    return id.equals(segment) || name.equals(segment);
  }
}
