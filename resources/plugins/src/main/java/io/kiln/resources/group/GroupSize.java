package io.kiln.resources.group;

import java.util.Optional;

/** How many members a group may have at most. */
final class GroupSize {

  /**
   * As many as a whole stack has resources where nobody chose otherwise. It is asked for before a
   * single member is made: a number of ten characters would take more memory than there is.
   */
  static final int MOST = 100_000;

  private GroupSize() {}

  /** What is wrong with a size. */
  static Optional<String> mistake(String property, int size) {
    return size <= MOST
        ? Optional.empty()
        : Optional.of("%s is %d: a group has at most %d members".formatted(property, size, MOST));
  }
}
