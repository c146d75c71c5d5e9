package io.kiln.templates.check;

import java.util.ArrayList;
import java.util.List;

/** Addresses and networks, understood without asking any name service. */
final class IpAddress {

  private static final int GROUPS = 8;
  private static final int BITS_OF_4 = 32;
  private static final int BITS_OF_6 = 128;

  private IpAddress() {}

  static boolean valid(String text) {
    return version4(text) || version6(text);
  }

  /** An address and the length of its network's prefix. */
  static boolean validNetwork(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return false;
    }
    String address = text.substring(0, slash);
    String prefix = text.substring(slash + 1);
    if (!prefix.matches("0|[1-9][0-9]{0,2}")) {
      return false;
    }
    int bits = Integer.parseInt(prefix);
    return (version4(address) && bits <= BITS_OF_4) || (version6(address) && bits <= BITS_OF_6);
  }

  private static boolean version4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      if (!part.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(part) > 255) {
        return false;
      }
    }
    return true;
  }

  private static boolean version6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text, true) == GROUPS;
    }
    if (text.indexOf("::", gap + 1) >= 0) {
      return false;
    }
    int before = groups(text.substring(0, gap), false);
    int after = groups(text.substring(gap + 2), true);
    return before >= 0 && after >= 0 && before + after < GROUPS;
  }

  /** How many groups of 16 bits these are, none for an empty text; -1 when they are none. */
  private static int groups(String text, boolean last) {
    if (text.isEmpty()) {
      return 0;
    }
    List<String> parts = new ArrayList<>(List.of(text.split(":", -1)));
    int count = parts.size();
    if (last && parts.getLast().contains(".")) {
      if (!version4(parts.removeLast())) {
        return -1;
      }
      count++;
    }
    return parts.stream().allMatch(part -> part.matches("[0-9a-fA-F]{1,4}")) ? count : -1;
  }
}
