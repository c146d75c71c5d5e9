package io.kiln.engine.convergence;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an operation is called: its stack, and the traversal that it began with.
 *
 * @param traversal counts from 1
 */
public record OperationId(UUID stack, long traversal) {

  private static final Pattern TEXT =
      Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-([1-9][0-9]{0,17})");

  /** What a stack has just begun. */
  public static OperationId of(StackRecord begun) {
    return new OperationId(begun.id(), begun.traversal());
  }

  /** An id as clients write it; nothing when the text is none, which is then nobody's. */
  public static Optional<OperationId> read(String text) {
    Matcher parts = TEXT.matcher(text);
    return parts.matches()
        ? Optional.of(
            new OperationId(UUID.fromString(parts.group(1)), Long.parseLong(parts.group(2))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return stack + "-" + traversal;
  }
}
