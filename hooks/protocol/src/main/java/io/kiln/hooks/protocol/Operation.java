package io.kiln.hooks.protocol;

/**
 * One piece of work for one host.
 *
 * @param token equal for all repeats of the same attempt, at most {@value #LONGEST_TOKEN} printable
 *     ASCII characters; two different pieces of work never share one
 * @param fence who is allowed to ask; see {@link Fence}
 * @param work what to do
 */
public record Operation(String token, Fence fence, Work work) {

  /** Long enough for any digest or path-like token, short enough for a label and a log line. */
  public static final int LONGEST_TOKEN = 200;

  public Operation {
    if (token.isEmpty()
        || token.length() > LONGEST_TOKEN
        || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "an operation token is 1 to " + LONGEST_TOKEN + " printable ASCII characters, no blanks");
    }
  }
}
