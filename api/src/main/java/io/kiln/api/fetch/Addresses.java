package io.kiln.api.fetch;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/** Which IP addresses are everybody's (IANA's special-purpose registries, RFC 6890 and after). */
final class Addresses {

  /** A network by its first bits. */
  private record Net(int network, int bits) {
    boolean has(int address) {
      int mask = -1 << (32 - bits);
      return (address & mask) == network;
    }

    static Net of(int a, int b, int c, int bits) {
      return new Net(a << 24 | b << 16 | c << 8, bits);
    }
  }

  private static final List<Net> NOT_PUBLIC =
      List.of(
          Net.of(0, 0, 0, 8),
          Net.of(10, 0, 0, 8),
          Net.of(100, 64, 0, 10),
          Net.of(127, 0, 0, 8),
          Net.of(169, 254, 0, 16),
          Net.of(172, 16, 0, 12),
          Net.of(192, 0, 0, 24),
          Net.of(192, 0, 2, 24),
          Net.of(192, 88, 99, 24),
          Net.of(192, 168, 0, 16),
          Net.of(198, 18, 0, 15),
          Net.of(198, 51, 100, 24),
          Net.of(203, 0, 113, 24),
          Net.of(224, 0, 0, 3));

  private Addresses() {}

  /**
   * Whether an address is one of the public Internet. IPv6 is public in 2000::/3 alone, without
   * what carries an IPv4 address within (6to4, Teredo) or is for documents.
   */
  static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      int number = word(bytes, 0) << 16 | word(bytes, 2);
      return NOT_PUBLIC.stream().noneMatch(net -> net.has(number));
    }
    int first = word(bytes, 0);
    int second = word(bytes, 2);
    boolean special = first == 0x2001 && (second < 0x0200 || second == 0x0db8);
    return (first & 0xe000) == 0x2000 && first != 0x2002 && first != 0x3fff && !special;
  }

  private static int word(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }
}
