package io.kiln.resources.container;

import io.kiln.hooks.protocol.Identity;
import io.kiln.resources.container.ServiceAttributes.ServiceContainer;
import io.kiln.resources.host.HostAgents;
import io.kiln.resources.host.HostCalls;
import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Effect;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.ResourceType;
import io.kiln.templates.model.StackIdentity;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A service that runs in one container on each of its hosts. A create brings all hosts up at once;
 * an update fetches the image everywhere and then goes over the hosts in batches, each healthy
 * before the next. One-shots and their order follow TripleO's and Kolla's bootstrap containers.
 */
@ResourceType(
    value = "Kiln::ContainerService",
    aliases = {"ContainerService"},
    doc =
        "A service in containers, one on each of its hosts. It is complete when all are healthy; an"
            + " update replaces only containers that have to change, a batch of hosts at a time.",
    createBeforeDelete = false,
    updatesFailed = true)
public final class ContainerService implements Resource<ServiceProperties, ServiceAttributes> {

  private final HostCalls hosts;

  /** Runs containers through these agents. */
  public ContainerService(HostAgents agents) {
    this.hosts = new HostCalls(agents);
  }

  @Override
  public Progress<ServiceAttributes> create(ServiceProperties wanted, Context context) {
    return roll(Course.create(wanted), wanted, context);
  }

  @Override
  public Progress<ServiceAttributes> update(
      Existing<ServiceProperties, ServiceAttributes> existing,
      ServiceProperties wanted,
      Context context) {
    return roll(Course.update(existing, wanted), wanted, context);
  }

  @Override
  public Progress<ServiceAttributes> delete(
      Existing<ServiceProperties, ServiceAttributes> existing, Context context) {
    ServiceProperties properties = existing.properties();
    return step(Course.delete(existing), properties, context, _ -> new Progress.Gone<>());
  }

  @Override
  public List<Effect> effects(
      Optional<Existing<ServiceProperties, ServiceAttributes>> existing,
      Optional<ServiceProperties> wanted,
      Context context) {
    Optional<ServiceSpec> before =
        existing.map(Existing::properties).map(was -> spec(was, context));
    try {
      if (wanted.isEmpty()) {
        return existing
            .map(
                was -> ServiceEffects.ofDelete(Course.delete(was), spec(was.properties(), context)))
            .orElse(List.of());
      }
      Course course =
          existing
              .map(was -> Course.update(was, wanted.get()))
              .orElseGet(() -> Course.create(wanted.get()));
      return ServiceEffects.of(course, before, spec(wanted.get(), context));
    } catch (IllegalArgumentException e) {
      // The step itself answers Failed with this, and does nothing.
      return List.of();
    }
  }

  private Progress<ServiceAttributes> roll(
      Course course, ServiceProperties wanted, Context context) {
    String name = spec(wanted, context).name();
    return step(
        course,
        wanted,
        context,
        containers ->
            new Progress.Done<>(
                name, ServiceAttributes.of(wanted, inOrder(wanted.hosts(), containers))));
  }

  private Progress<ServiceAttributes> step(
      Course course,
      ServiceProperties properties,
      Context context,
      Function<List<ServiceContainer>, Progress<ServiceAttributes>> end) {
    ServiceSpec spec = spec(properties, context);
    try {
      Rollout rollout =
          context
              .checkpoint()
              .map(Rollout::read)
              .orElseGet(() -> Rollout.begin(course, properties));
      return new RolloutStep(hosts, spec, context, end).take(rollout);
    } catch (IllegalArgumentException e) {
      return new Progress.Failed<>(Optional.of(spec.name()), String.valueOf(e.getMessage()), false);
    }
  }

  private static List<ServiceContainer> inOrder(
      List<String> hosts, List<ServiceContainer> containers) {
    return containers.stream()
        .sorted(Comparator.comparingInt(container -> hosts.indexOf(container.host())))
        .toList();
  }

  private static ServiceSpec spec(ServiceProperties properties, Context context) {
    StackIdentity stack = context.stack();
    return new ServiceSpec(
        new Identity(stack.id(), stack.name(), context.path(), context.resourceId()),
        properties.name().orElseGet(() -> ContainerName.of(context)),
        properties);
  }
}
