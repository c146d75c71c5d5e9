package io.kiln.hooks.protocol;

import java.util.List;
import java.util.Optional;

/**
 * How a container is reached.
 *
 * @param mode {@code host}, {@code none}, {@code bridge} or the name of a network of the engine
 * @param ports {@code [[address:]host port:]port[/tcp|/udp]}; not with {@code host} or {@code none}
 * @param extraHosts {@code name:address}
 */
public record Network(
    String mode,
    Optional<String> hostname,
    List<String> ports,
    List<String> extraHosts,
    List<String> dns) {

  /** The host's own network, the default of services (187 of TripleO's 225 entries use it). */
  public static final Network HOST = of("host");

  public Network {
    ports = List.copyOf(ports);
    extraHosts = List.copyOf(extraHosts);
    dns = List.copyOf(dns);
    if (mode.isBlank()) {
      throw new IllegalArgumentException(
          "a network is 'host', 'none', 'bridge' or the name of a network");
    }
    if (!ports.isEmpty() && (mode.equals("host") || mode.equals("none"))) {
      throw new IllegalArgumentException(
          "ports are published on a bridge only, and the network is '" + mode + "'");
    }
  }

  /** A network with nothing published. */
  public static Network of(String mode) {
    return new Network(mode, Optional.empty(), List.of(), List.of(), List.of());
  }
}
