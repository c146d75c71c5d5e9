package io.kiln.hooks.agent;

import io.kiln.hooks.protocol.ContainerSpec;
import io.kiln.hooks.protocol.VolumeMount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What this host refuses, whoever asks for it.
 *
 * @param allowPrivileged privileged containers may run
 * @param allowHostNamespaces containers may share the host's pid, ipc and uts namespaces; its
 *     network is always allowed because that is how services are reached
 * @param forbiddenMounts paths of which nothing may be mounted, such as the engine's socket
 */
public record AgentPolicy(
    boolean allowPrivileged, boolean allowHostNamespaces, List<Path> forbiddenMounts) {

  public AgentPolicy {
    forbiddenMounts = List.copyOf(forbiddenMounts);
  }

  /** Allows everything but the agent's own memory. */
  public static AgentPolicy permissive(Path data) {
    return new AgentPolicy(true, true, List.of(data.toAbsolutePath().normalize()));
  }

  /** Why a container may not be made here; empty if it may. */
  Optional<String> refusal(ContainerSpec spec) {
    String what = "container " + spec.name();
    if (spec.isolation().privileged() && !allowPrivileged) {
      return Optional.of(what + " is privileged, which the policy of this host forbids");
    }
    boolean shares =
        spec.isolation().pid().filter("host"::equals).isPresent()
            || spec.isolation().ipc().filter("host"::equals).isPresent()
            || spec.isolation().uts().filter("host"::equals).isPresent();
    if (shares && !allowHostNamespaces) {
      return Optional.of(
          what + " shares a namespace with the host, which the policy of this host forbids");
    }
    for (String volume : spec.storage().volumes()) {
      VolumeMount mount = VolumeMount.parse(volume);
      if (mount.isBind() && isForbidden(Path.of(mount.source()))) {
        return Optional.of(
            "%s mounts %s, which the policy of this host forbids".formatted(what, mount.source()));
      }
    }
    return Optional.empty();
  }

  private boolean isForbidden(Path source) {
    return forbiddenMounts.stream().anyMatch(forbidden -> real(source).startsWith(real(forbidden)));
  }

  /** With links followed as far as the path exists. */
  private static Path real(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    try {
      return absolute.toRealPath();
    } catch (IOException e) {
      Path parent = absolute.getParent();
      return parent == null ? absolute : real(parent).resolve(absolute.getFileName());
    }
  }
}
