package io.kiln.api.boot;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something in front of a server that speaks TLS, and says by {@code X-Forwarded-For}, {@code
 * -Proto}, {@code -Host} and {@code -Port} who asks and by which name.
 *
 * @param networks who is believed, as addresses or networks with commas between; empty for
 *     everybody in a private network, of whom no client may be one
 */
record FrontProxy(Optional<String> networks) {

  private static final Pattern NETWORK = Pattern.compile("([0-9a-fA-F.:]+)(?:/(\\d{1,3}))?");

  /**
   * The one of a command line.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  static FrontProxy of(Optional<String> networks) {
    networks.ifPresent(
        all -> {
          for (String one : all.split(",", -1)) {
            if (!isNetwork(one)) {
              throw new IllegalArgumentException(
                  "--behind-proxy=%s must be addresses such as 10.0.0.7 or 10.0.0.0/24, with commas between"
                      .formatted(all));
            }
          }
        });
    return new FrontProxy(networks);
  }

  private static boolean isNetwork(String text) {
    Matcher parts = NETWORK.matcher(text);
    if (!parts.matches()) {
      return false;
    }
    try {
      int bits = InetAddress.ofLiteral(parts.group(1)).getAddress().length * Byte.SIZE;
      return parts.group(2) == null || Integer.parseInt(parts.group(2)) <= bits;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * What the web server is told. Where there is no proxy it is told so, since it would believe one
   * by itself wherever it finds signs of a cloud.
   */
  static Map<String, Object> properties(Optional<FrontProxy> proxy) {
    String believe = "server.forward-headers-strategy";
    if (proxy.isEmpty()) {
      return Map.of(believe, "none");
    }
    return proxy
        .get()
        .networks()
        .<Map<String, Object>>map(
            all -> Map.of(believe, "native", "server.tomcat.remoteip.internal-proxies", all))
        .orElse(Map.of(believe, "native"));
  }
}
