package io.kiln.api.settings;

import io.kiln.templates.value.Value;
import java.util.Optional;

/**
 * What is said of a stack besides its revisions. It holds whatever revision the stack has, and goes
 * with the stack.
 *
 * @param terminationProtection whether nobody may delete it
 * @param policy which resources an update may touch, in CloudFormation's words
 * @param facts what CloudFormation's clients said and want to hear again: tags, topics, tokens
 */
public record StackSettings(
    boolean terminationProtection, Optional<String> policy, Value.MapOf facts) {

  /** A stack of which nothing was said. */
  public static final StackSettings NONE =
      new StackSettings(false, Optional.empty(), Value.MapOf.EMPTY);
}
