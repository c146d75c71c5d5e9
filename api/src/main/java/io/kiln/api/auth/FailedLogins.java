package io.kiln.api.auth;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Counts logins that failed, by the address they came from: whoever guesses is held up until the
 * minute is over. Those whose credentials are known without looking are not, and neither is anybody
 * for good, since a right password may share its address with one who guesses. Safe for use by many
 * threads. Each server counts for itself.
 */
public final class FailedLogins {

  private static final Duration WINDOW = Duration.ofMinutes(1);

  /**
   * For each address in a window. A program whose token was replaced tries every few seconds, and
   * is to hear why.
   */
  private static final int BUDGET = 60;

  /** Addresses that are remembered; each takes some hundred bytes. */
  private static final int MOST_ADDRESSES = 10_000;

  /** Whoever has IPv6 has all addresses that begin alike with these. */
  private static final int NETWORK_BYTES = 8;

  /** A proxy may say what it likes: all that is no address counts as one. */
  private static final String NO_ADDRESS = "-";

  /** What was wrong, and how much of the budget that takes. */
  public enum Kind {
    /**
     * Chosen by people, hence guessed: ten a minute, 14,400 a day, of which the audit log tells.
     */
    PASSWORD(6),
    /** A token or a key nobody guesses: what is saved is the work to look for it. */
    SECRET(1);

    private final int cost;

    Kind(int cost) {
      this.cost = cost;
    }
  }

  private record Window(Instant end, int spent) {}

  private final InstantSource clock;
  private final SequencedMap<String, Window> windows = new LinkedHashMap<>();

  /** Counts by this clock. */
  public FailedLogins(InstantSource clock) {
    this.clock = clock;
  }

  /** How long whoever is at this address has to wait; empty when they need not. */
  public synchronized Optional<Duration> pause(String address) {
    if (windows.isEmpty()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    return Optional.ofNullable(windows.get(network(address)))
        .filter(window -> window.spent() >= BUDGET && now.isBefore(window.end()))
        .map(window -> Duration.between(now, window.end()));
  }

  /** One more failed. */
  public synchronized void count(String address, Kind kind) {
    Instant now = clock.instant();
    while (!windows.isEmpty() && !now.isBefore(windows.firstEntry().getValue().end())) {
      windows.pollFirstEntry(); // all windows are as long: the first one ends first
    }
    windows.merge(
        network(address),
        new Window(now.plus(WINDOW), kind.cost),
        (old, one) -> new Window(old.end(), old.spent() + one.spent()));
    if (windows.size() > MOST_ADDRESSES) {
      windows.pollFirstEntry();
    }
  }

  /** How many addresses are remembered. */
  synchronized int remembered() {
    return windows.size();
  }

  private static String network(String address) {
    try {
      InetAddress parsed = InetAddress.ofLiteral(address);
      return parsed instanceof Inet6Address
          ? HexFormat.of().formatHex(parsed.getAddress(), 0, NETWORK_BYTES)
          : parsed.getHostAddress();
    } catch (IllegalArgumentException e) {
      return NO_ADDRESS;
    }
  }
}
