package io.kiln.resources.container;

import io.kiln.hooks.protocol.ObservedContainer;
import io.kiln.resources.container.ServiceAttributes.ServiceContainer;
import io.kiln.resources.host.HostCalls;
import io.kiln.resources.host.HostCalls.Said;
import io.kiln.resources.spi.Progress;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Containers that somebody else made: one of that id or name has to be on each of the hosts. */
record ServiceAdoption(HostCalls hosts, String externalId) {

  private static final List<String> DEFAULT_HOSTS = List.of("local");

  Progress<ServiceAttributes> look(Value.MapOf given) {
    List<ServiceContainer> found = new ArrayList<>();
    for (Said<Optional<ObservedContainer>> said :
        hosts.ask(hosts(given), agent -> agent.find(externalId))) {
      if (said.answer().isEmpty()) {
        return failed(said.silence(), true);
      }
      if (said.answer().get().isEmpty()) {
        return failed(
            "there is no container %s on host %s".formatted(externalId, said.host()), false);
      }
      found.add(container(said.host(), said.answer().get().get()));
    }
    return new Progress.Done<>(
        externalId,
        new ServiceAttributes(
            found,
            found.stream().map(ServiceContainer::host).toList(),
            found.stream().map(ServiceContainer::name).toList(),
            found.getFirst().image()));
  }

  private Progress<ServiceAttributes> failed(String reason, boolean mayPass) {
    return new Progress.Failed<>(Optional.of(externalId), reason, mayPass);
  }

  private static ServiceContainer container(String host, ObservedContainer seen) {
    return new ServiceContainer(
        host,
        seen.name(),
        seen.id(),
        seen.image(),
        seen.imageId(),
        seen.health().equals("none") ? seen.state() : seen.health());
  }

  private static List<String> hosts(Value.MapOf given) {
    List<String> named =
        given.get("hosts") instanceof Value.ListOf list
            ? list.items().stream().map(Value::toString).distinct().toList()
            : List.of();
    return named.isEmpty() ? DEFAULT_HOSTS : named;
  }
}
