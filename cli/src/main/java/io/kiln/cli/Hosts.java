package io.kiln.cli;

import io.kiln.cli.text.Terminal;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What the hosts' agents say they run containers with. */
final class Hosts {
  /** Hosts named in the sentence; a site has hundreds. */
  private static final int NAMED = 5;

  private Hosts() {}

  /** The agent inside the server. */
  static Optional<JsonNode> local(List<JsonNode> hosts) {
    return hosts.stream().filter(host -> host.path("name").asString("").equals("local")).findAny();
  }

  static String sentence(List<JsonNode> hosts) {
    if (hosts.isEmpty()) {
      return "no host has joined yet: stacks with containers will wait for one";
    }
    if (hosts.size() == 1) {
      var host = hosts.getFirst();
      var name = Terminal.clean(host.path("name").asString(""));
      return simulated(host)
          ? "no Docker engine answers on %s: containers are SIMULATED".formatted(name)
          : "containers run in Docker %s on host %s"
              .formatted(Terminal.clean(host.path("engine_version").asString("")), name);
    }
    var named =
        hosts.stream()
            .limit(NAMED)
            .map(
                host ->
                    "%s (%s)"
                        .formatted(
                            Terminal.clean(host.path("name").asString("")),
                            Terminal.clean(host.path("runtime").asString("unknown"))))
            .toList();
    var simulated = hosts.stream().filter(Hosts::simulated).count();
    return "%d hosts: %s%s%s"
        .formatted(
            hosts.size(),
            String.join(", ", named),
            hosts.size() > NAMED ? ", …" : "",
            simulated > 0 ? "; containers on %d of them are SIMULATED".formatted(simulated) : "");
  }

  private static boolean simulated(JsonNode host) {
    return host.path("runtime").asString("").equals("simulated");
  }
}
