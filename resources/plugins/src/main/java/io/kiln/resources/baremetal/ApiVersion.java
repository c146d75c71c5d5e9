package io.kiln.resources.baremetal;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of Ironic's API, such as 1.82; 1.100 is newer than 1.82. */
record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})");

  static Optional<ApiVersion> parse(String text) {
    Matcher matched = FORM.matcher(text);
    return matched.matches()
        ? Optional.of(
            new ApiVersion(Integer.parseInt(matched.group(1)), Integer.parseInt(matched.group(2))))
        : Optional.empty();
  }

  @Override
  public int compareTo(ApiVersion other) {
    return Comparator.comparingInt(ApiVersion::major)
        .thenComparingInt(ApiVersion::minor)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
