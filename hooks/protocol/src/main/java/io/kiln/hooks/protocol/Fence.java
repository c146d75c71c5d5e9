package io.kiln.hooks.protocol;

/**
 * The right of one worker to act for one stack tree.
 *
 * <p>Each new claim of a tree gets a higher number. A host remembers the highest it has seen for a
 * tree and refuses lower ones, so a worker that lost its claim without noticing can do no harm.
 *
 * @param tree the id of the root stack
 * @param number the number of the claim, never negative
 */
public record Fence(String tree, long number) {

  public Fence {
    if (tree.isBlank() || number < 0) {
      throw new IllegalArgumentException(
          "a fence needs the id of a tree and a number that is not negative: "
              + tree
              + "/"
              + number);
    }
  }
}
