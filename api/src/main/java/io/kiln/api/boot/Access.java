package io.kiln.api.boot;

import io.kiln.api.auth.Authenticator;
import io.kiln.api.auth.Keystone;
import io.kiln.api.auth.KeystoneSettings;
import io.kiln.api.auth.TokenFile;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Who may ask a server, how often, and how what is said is kept from others.
 *
 * @param tokens a file that names them
 * @param keystone the Keystone that knows them
 * @param tls what to speak TLS with
 * @param proxy what stands in front of the server and speaks TLS
 * @param requests how many requests a second one project may send, when that was said
 */
record Access(
    Optional<Path> tokens,
    Optional<KeystoneSettings> keystone,
    Optional<Tls> tls,
    Optional<FrontProxy> proxy,
    OptionalInt requests) {

  /** Everybody on this machine. */
  static final Access NONE =
      new Access(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty());

  /** Whether requests have to say who sends them. */
  boolean asks() {
    return tokens.isPresent() || keystone.isPresent();
  }

  /** How many requests a second one project may send; empty for any number. */
  OptionalInt rate() {
    return requests.isPresent() || !asks()
        ? requests
        : OptionalInt.of(RequestLimit.WITH_AUTHENTICATION);
  }

  /** Reads what there is to read. */
  Authenticator authenticator(InstantSource clock) {
    List<Authenticator> all = new ArrayList<>();
    tokens.ifPresent(file -> all.add(new TokenFile(file, clock)));
    keystone.ifPresent(settings -> all.add(new Keystone(settings, clock)));
    return switch (all.size()) {
      case 0 -> new Authenticator.Nobody();
      case 1 -> all.getFirst();
      default -> new Authenticator.InTurn(all);
    };
  }

  /**
   * Whether a server may listen there.
   *
   * @throws IllegalArgumentException that says why not, and what to do
   */
  void check(String address) {
    InetAddress there;
    try {
      there = InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("--address " + address + " is not known here", e);
    }
    if (proxy.isPresent() && !asks()) {
      throw new IllegalArgumentException(
          "--behind-proxy is refused: what comes through a proxy comes from elsewhere, and no"
              + " authentication is configured; see --tokens and --keystone-url");
    }
    if (there.isLoopbackAddress()) {
      return;
    }
    if (!asks()) {
      throw new IllegalArgumentException(
          "--address %s is refused: no authentication is configured, so only a loopback address is served; see --tokens and --keystone-url"
              .formatted(address));
    }
    if (tls.isEmpty() && proxy.isEmpty()) {
      throw new IllegalArgumentException(
          "--address %s is refused: tokens would be sent in clear; give --tls-cert and --tls-key, or say --behind-proxy when something in front speaks TLS"
              .formatted(address));
    }
  }
}
