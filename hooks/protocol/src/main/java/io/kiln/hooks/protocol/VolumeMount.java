package io.kiln.hooks.protocol;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One entry of {@link Storage#volumes()}, taken apart.
 *
 * @param source a path on the host, or the name of a volume; empty for an anonymous volume
 * @param destination an absolute path in the container
 * @param options in the order written
 */
public record VolumeMount(String source, String destination, List<String> options) {

  private static final Pattern VOLUME_NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,200}");
  private static final Set<String> OPTIONS =
      Set.of(
          "ro",
          "rw",
          "z",
          "Z",
          "shared",
          "rshared",
          "slave",
          "rslave",
          "private",
          "rprivate",
          "nocopy",
          "cached",
          "delegated",
          "consistent");

  /**
   * Reads {@code source:destination[:options]}.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  public static VolumeMount parse(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length == 1 && text.startsWith("/")) {
      return new VolumeMount("", text, List.of());
    }
    if (parts.length < 2 || parts.length > 3 || !parts[1].startsWith("/")) {
      throw new IllegalArgumentException(
          "volume '" + text + "': write it as source:/absolute/path[:options]");
    }
    String source = parts[0];
    if (!source.startsWith("/") && !VOLUME_NAME.matcher(source).matches()) {
      throw new IllegalArgumentException(
          "volume '" + text + "': the source is an absolute path on the host or a volume's name");
    }
    List<String> options = parts.length == 3 ? List.of(parts[2].split(",")) : List.of();
    for (String option : options) {
      if (!OPTIONS.contains(option)) {
        throw new IllegalArgumentException(
            "volume '" + text + "': unknown option '" + option + "'; known are " + known());
      }
    }
    return new VolumeMount(source, parts[1], options);
  }

  public VolumeMount {
    options = List.copyOf(options);
  }

  /** The source is a path on the host. */
  public boolean isBind() {
    return source.startsWith("/");
  }

  /** The source is a volume with a name. */
  public boolean isNamedVolume() {
    return !source.isEmpty() && !isBind();
  }

  private static String known() {
    return String.join(", ", OPTIONS.stream().sorted().toList());
  }
}
