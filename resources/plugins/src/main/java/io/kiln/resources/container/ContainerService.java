package io.kiln.resources.container;

import io.kiln.resources.container.ServiceAttributes.ServiceContainer;
import io.kiln.resources.host.HostAgents;
import io.kiln.resources.host.HostCalls;
import io.kiln.resources.spi.Act;
import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Effect;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Observation;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.ResourceType;
import io.kiln.templates.value.Value;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    ServiceSpec spec = ServiceSpec.of(existing.properties(), context);
    return step(Course.delete(existing), spec, context, _ -> new Progress.Gone<>());
  }

  /** On every host: there, as it was made, running and not unhealthy. */
  @Override
  public Progress<ServiceAttributes> check(
      Existing<ServiceProperties, ServiceAttributes> existing, Context context) {
    return ask(Act.CHECK, existing, context);
  }

  /** Stops the containers on all hosts and keeps them with all they hold. */
  @Override
  public Progress<ServiceAttributes> suspend(
      Existing<ServiceProperties, ServiceAttributes> existing, Context context) {
    return ask(Act.SUSPEND, existing, context);
  }

  /** Starts them, makes those that are missing, and waits until all are healthy. */
  @Override
  public Progress<ServiceAttributes> resume(
      Existing<ServiceProperties, ServiceAttributes> existing, Context context) {
    return roll(Course.asking(Act.RESUME, existing), existing.properties(), context);
  }

  /** Asks the agents of all of its hosts; see {@link ServiceObservation}. */
  @Override
  public Observation observe(
      Existing<ServiceProperties, ServiceAttributes> existing, Context context) {
    ServiceSpec spec = ServiceSpec.of(existing.properties(), context);
    return spec.problem()
        .<Observation>map(Observation.Unknown::new)
        .orElseGet(() -> new ServiceObservation(hosts, spec).look(existing.attributes()));
  }

  /** A container of that id or name, running or not, on {@code hosts}, or else on "local". */
  @Override
  public Progress<ServiceAttributes> adopt(String externalId, Value.MapOf given, Context context) {
    return new ServiceAdoption(hosts, externalId).look(given);
  }

  private Progress<ServiceAttributes> ask(
      Act act, Existing<ServiceProperties, ServiceAttributes> existing, Context context) {
    ServiceProperties made = existing.properties();
    ServiceSpec spec = ServiceSpec.of(made, context);
    ServiceAttributes same =
        existing.attributes().orElseGet(() -> ServiceAttributes.of(made, List.of()));
    return step(
        Course.asking(act, existing),
        spec,
        context,
        _ -> new Progress.Done<>(existing.physicalId().orElse(spec.name()), same));
  }

  @Override
  public Set<String> hosts(ServiceProperties given) {
    return Set.copyOf(given.hosts());
  }

  @Override
  public List<Effect> effects(
      Optional<Existing<ServiceProperties, ServiceAttributes>> existing,
      Optional<ServiceProperties> wanted,
      Context context) {
    Optional<ServiceSpec> before = existing.map(was -> ServiceSpec.of(was.properties(), context));
    if (wanted.isEmpty()) {
      return before
          .map(spec -> ServiceEffects.ofDelete(Course.delete(existing.orElseThrow()), spec))
          .orElse(List.of());
    }
    ServiceSpec spec = ServiceSpec.of(wanted.get(), context);
    if (spec.problem().isPresent()) {
      // The step itself answers Failed with this, and does nothing.
      return List.of();
    }
    if (before.isPresent() && !before.get().name().equals(spec.name())) {
      // A name cannot be updated: this is a replacement.
      return ServiceEffects.ofRename(
          Course.delete(existing.orElseThrow()), before.get(), Course.create(wanted.get()), spec);
    }
    Course course =
        existing
            .map(was -> Course.update(was, wanted.get()))
            .orElseGet(() -> Course.create(wanted.get()));
    return existing.isPresent() && context.converging()
        ? new ServiceObservation(hosts, spec).effects(course, before, existing.get().attributes())
        : ServiceEffects.of(course, before, spec, Map.of());
  }

  private Progress<ServiceAttributes> roll(
      Course course, ServiceProperties wanted, Context context) {
    ServiceSpec spec = ServiceSpec.of(wanted, context);
    Optional<String> problem = spec.problem();
    if (problem.isPresent()) {
      return new Progress.Failed<>(Optional.of(spec.name()), problem.get(), false);
    }
    return step(
        course,
        spec,
        context,
        containers ->
            new Progress.Done<>(
                spec.name(), ServiceAttributes.of(wanted, inOrder(wanted.hosts(), containers))));
  }

  private Progress<ServiceAttributes> step(
      Course course,
      ServiceSpec spec,
      Context context,
      Function<List<ServiceContainer>, Progress<ServiceAttributes>> end) {
    Rollout rollout =
        context
            .checkpoint()
            .map(Rollout::read)
            .orElseGet(() -> Rollout.begin(course, spec.properties()));
    return new RolloutStep(hosts, spec, context, end).take(rollout);
  }

  private static List<ServiceContainer> inOrder(
      List<String> hosts, List<ServiceContainer> containers) {
    return containers.stream()
        .sorted(Comparator.comparingInt(container -> hosts.indexOf(container.host())))
        .toList();
  }
}
