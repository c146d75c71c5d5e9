package io.kiln.templates.schema;

import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a parameter or property value must satisfy (Heat's constraint kinds). */
public sealed interface Constraint {

  /** Shown instead of the built-in message when the template gives one. */
  Optional<String> description();

  /** Length of a text, list or map, both ends inclusive. */
  record Length(OptionalLong min, OptionalLong max, Optional<String> description)
      implements Constraint {}

  /** Amount of a number, both ends inclusive. */
  record Range(Optional<BigDecimal> min, Optional<BigDecimal> max, Optional<String> description)
      implements Constraint {}

  /** A number that is {@code offset} more than a multiple of {@code step}. */
  record Modulo(long step, long offset, Optional<String> description) implements Constraint {}

  /** One of these values; for a comma list every item must be. */
  record AllowedValues(List<Value> values, Optional<String> description) implements Constraint {
    public AllowedValues {
      values = List.copyOf(values);
    }
  }

  /**
   * A regular expression that must match from the start and end at the end of the value.
   *
   * @param whole any way to match all of the value will do, as in CloudFormation; otherwise the
   *     first way the match is found must end there, as in Heat
   */
  record AllowedPattern(String pattern, boolean whole, Optional<String> description)
      implements Constraint {

    /** Heat's. */
    public AllowedPattern(String pattern, Optional<String> description) {
      this(pattern, false, description);
    }
  }

  /** A check known by name, such as {@code ip_addr} or {@code kiln.host}. */
  record Custom(String name, Optional<String> description) implements Constraint {}
}
