package io.kiln.templates.function.cfn;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A block of addresses.
 *
 * @param first its first address
 * @param length bits of an address: 32 or 128
 * @param prefix bits that are the same for all of it
 */
record IpBlock(BigInteger first, int length, int prefix) {

  private static final Pattern V4 = Pattern.compile("([0-9]{1,3}\\.){3}[0-9]{1,3}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:]{2,39}");

  /** Reads {@code address/prefix}; bits of the address behind the prefix are dropped. */
  static Optional<IpBlock> parse(String text) {
    String[] sides = text.strip().split("/", -1);
    if (sides.length != 2 || !sides[1].matches("[0-9]{1,3}")) {
      return Optional.empty();
    }
    int prefix = Integer.parseInt(sides[1]);
    boolean v4 = V4.matcher(sides[0]).matches();
    int length = v4 ? 32 : 128;
    Optional<BigInteger> address = v4 ? v4(sides[0]) : v6(sides[0]);
    return address
        .filter(_ -> prefix <= length)
        .map(bits -> bits.shiftRight(length - prefix).shiftLeft(length - prefix))
        .map(bits -> new IpBlock(bits, length, prefix));
  }

  private static Optional<BigInteger> v4(String text) {
    BigInteger bits = BigInteger.ZERO;
    for (String part : text.split("\\.")) {
      int octet = Integer.parseInt(part);
      if (octet > 255) {
        return Optional.empty();
      }
      bits = bits.shiftLeft(8).or(BigInteger.valueOf(octet));
    }
    return Optional.of(bits);
  }

  private static Optional<BigInteger> v6(String text) {
    if (!V6.matcher(text).matches()) {
      return Optional.empty();
    }
    int gap = text.indexOf("::");
    String[] head = groups(gap < 0 ? text : text.substring(0, gap));
    String[] tail = groups(gap < 0 ? "" : text.substring(gap + 2));
    int filled = head.length + tail.length;
    if ((gap < 0 && filled != 8) || (gap >= 0 && filled > 7)) {
      return Optional.empty();
    }
    BigInteger bits = BigInteger.ZERO;
    for (int i = 0; i < 8; i++) {
      String group =
          i < head.length ? head[i] : i >= 8 - tail.length ? tail[i - 8 + tail.length] : "0";
      if (group.isEmpty() || group.length() > 4) {
        return Optional.empty();
      }
      bits = bits.shiftLeft(16).or(new BigInteger(group, 16));
    }
    return Optional.of(bits);
  }

  private static String[] groups(String text) {
    return text.isEmpty() ? new String[0] : text.split(":", -1);
  }

  /** The network of this prefix at an index within the block. */
  String network(int networkPrefix, int index) {
    BigInteger address = first.add(BigInteger.valueOf(index).shiftLeft(length - networkPrefix));
    return shown(address, length) + "/" + networkPrefix;
  }

  private static String shown(BigInteger address, int length) {
    return length == 32
        ? IntStream.of(24, 16, 8, 0)
            .mapToObj(shift -> Integer.toString(part(address, shift, 0xff)))
            .collect(Collectors.joining("."))
        : shortest(
            IntStream.rangeClosed(1, 8).map(i -> part(address, 128 - 16 * i, 0xffff)).toArray());
  }

  private static int part(BigInteger address, int shift, int mask) {
    return address.shiftRight(shift).and(BigInteger.valueOf(mask)).intValue();
  }

  /** The form of RFC 5952: the longest run of zeros, of two at least, is left out. */
  private static String shortest(int[] groups) {
    int start = 0;
    int longest = 1;
    for (int i = 0; i < groups.length; i++) {
      int end = i;
      while (end < groups.length && groups[end] == 0) {
        end++;
      }
      if (end - i > longest) {
        start = i;
        longest = end - i;
      }
    }
    return longest < 2
        ? hex(groups, 0, groups.length)
        : hex(groups, 0, start) + "::" + hex(groups, start + longest, groups.length);
  }

  private static String hex(int[] groups, int from, int to) {
    return Arrays.stream(groups, from, to)
        .mapToObj(Integer::toHexString)
        .collect(Collectors.joining(":"));
  }

  @Override
  public String toString() {
    return shown(first, length) + "/" + prefix;
  }
}
