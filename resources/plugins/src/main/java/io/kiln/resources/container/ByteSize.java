package io.kiln.resources.container;

import io.kiln.templates.value.Value;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of memory as Docker's command line takes them: 1024, 64k, 512m, 2g, 2gb. */
final class ByteSize {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,15})([kmgt]?)b?");

  private ByteSize() {}

  /**
   * An amount in bytes.
   *
   * @throws IllegalArgumentException when it is no such amount
   */
  static OptionalLong parse(String property, Optional<Value> amount) {
    if (amount.isEmpty()) {
      return OptionalLong.empty();
    }
    Matcher matched = FORM.matcher(amount.get().toString().strip().toLowerCase(Locale.ROOT));
    if (!matched.matches()) {
      throw new IllegalArgumentException(
          property + ": write a number of bytes, or a number with k, m, g or t");
    }
    int shift = 10 * " kmgt".indexOf(matched.group(2).isEmpty() ? " " : matched.group(2));
    return OptionalLong.of(Long.parseLong(matched.group(1)) << shift);
  }
}
