package io.kiln.engine.planning;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Heat's physical names (heat/engine/resource.py, {@code physical_resource_name}): {@code
 * <stack>-<resource>-<12 characters>}, the characters drawn from the row's id; too long a name
 * keeps its first two characters and its tail.
 */
public final class PhysicalName {

  /** As long as Heat lets a name be that no type limits further. */
  public static final int LONGEST = 255;

  /** A name for what is looked at but not named. */
  static final String ANY = "any";

  private static final int CHARACTERS = 12;
  private static final long MARK_BITS = (1L << (5 * CHARACTERS)) - 1;
  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

  private PhysicalName() {}

  /**
   * The name of a resource.
   *
   * @param stack the name of the stack it lies in
   */
  public static String of(String stack, String resource, UUID id, int limit) {
    String name =
        "%s-%s-%s".formatted(stack, resource, characters(id)).replaceAll("[^A-Za-z0-9_.-]", "-");
    if (name.length() <= limit) {
      return name;
    }
    return name.substring(0, 2) + "-" + name.substring(name.length() - (limit - 3));
  }

  /** The 60 bits of an id that its name ends with, as a number. */
  public static long mark(UUID id) {
    return (id.getMostSignificantBits() ^ Long.rotateLeft(id.getLeastSignificantBits(), 17))
        & MARK_BITS;
  }

  /** The {@link #mark} of the id that a name was made with; nothing when it is no such name. */
  public static OptionalLong mark(String name) {
    int dash = name.length() - CHARACTERS - 1;
    if (dash < 0 || name.charAt(dash) != '-') {
      return OptionalLong.empty();
    }
    long bits = 0;
    for (int i = name.length() - 1; i > dash; i--) {
      int digit = BASE32.indexOf(name.charAt(i));
      if (digit < 0) {
        return OptionalLong.empty();
      }
      bits = (bits << 5) | digit;
    }
    return OptionalLong.of(bits);
  }

  private static String characters(UUID id) {
    var out = new StringBuilder(CHARACTERS);
    long bits = mark(id);
    for (int i = 0; i < CHARACTERS; i++) {
      out.append(BASE32.charAt((int) (bits & 31)));
      bits >>>= 5;
    }
    return out.toString().toLowerCase(Locale.ROOT);
  }
}
