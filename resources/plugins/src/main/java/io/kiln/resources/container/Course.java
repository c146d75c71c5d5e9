package io.kiln.resources.container;

import io.kiln.resources.container.ServiceProperties.OneShot;
import io.kiln.resources.spi.Act;
import io.kiln.resources.spi.Existing;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a rollout goes, decided once when it begins: what exists may look different when another
 * worker goes on.
 *
 * @param fresh the service was never complete: everything runs as for the first time
 * @param joining hosts that get their first container
 * @param kept hosts whose container may be replaced, in batches
 * @param leaving hosts that lose theirs
 * @param act what is asked of the containers as they are, when nothing is to be changed
 */
record Course(
    boolean fresh,
    List<String> joining,
    List<String> kept,
    List<String> leaving,
    Optional<String> act) {

  private static final String ON_UPDATE = "UPDATE";

  private Course(boolean fresh, List<String> joining, List<String> kept, List<String> leaving) {
    this(fresh, joining, kept, leaving, Optional.empty());
  }

  /** All hosts at once. */
  static Course asking(Act act, Existing<ServiceProperties, ServiceAttributes> existing) {
    List<String> hosts = List.copyOf(existing.properties().hosts());
    return new Course(false, List.of(), hosts, List.of(), Optional.of(act.name()));
  }

  static Course create(ServiceProperties wanted) {
    return new Course(true, wanted.hosts(), List.of(), List.of());
  }

  /**
   * From what was last left to what is wanted. Hosts of an attempt that was cut short count as
   * having a container: to remove what is not there costs nothing.
   */
  static Course update(
      Existing<ServiceProperties, ServiceAttributes> existing, ServiceProperties wanted) {
    Set<String> leaving = hosts(existing);
    wanted.hosts().forEach(leaving::remove);
    Optional<List<String>> complete = existing.attributes().map(ServiceAttributes::hosts);
    if (complete.isEmpty()) {
      return new Course(true, wanted.hosts(), List.of(), List.copyOf(leaving));
    }
    List<String> kept = wanted.hosts().stream().filter(complete.get()::contains).toList();
    List<String> joining = wanted.hosts().stream().filter(host -> !kept.contains(host)).toList();
    return new Course(false, joining, kept, List.copyOf(leaving));
  }

  static Course delete(Existing<ServiceProperties, ServiceAttributes> existing) {
    return new Course(false, List.of(), List.of(), List.copyOf(hosts(existing)));
  }

  private static Set<String> hosts(Existing<ServiceProperties, ServiceAttributes> existing) {
    Set<String> hosts = new LinkedHashSet<>(existing.properties().hosts());
    existing.attributes().map(ServiceAttributes::hosts).ifPresent(hosts::addAll);
    return hosts;
  }

  /** The stages in their order; those that concern no host are left out. */
  List<Stage> stages(ServiceProperties wanted) {
    if (act.isPresent()) {
      return List.of(
          switch (Act.valueOf(act.get())) {
            case CHECK -> new Stage.Look(kept);
            case SUSPEND -> new Stage.Rest(kept);
            case RESUME -> new Stage.Apply(kept);
          });
    }
    List<Stage> stages = new ArrayList<>();
    List<String> present = new ArrayList<>(joining);
    present.addAll(kept);
    for (int i = 0; i < wanted.bootstrap().size(); i++) {
      stages.add(new Stage.Shot(false, i, shotHosts(wanted, wanted.bootstrap().get(i))));
    }
    if (!fresh) {
      stages.add(new Stage.Pull(present));
    }
    stages.add(new Stage.Apply(joining));
    int batch = wanted.rolling().maxBatch();
    for (int from = 0; from < kept.size(); from += batch) {
      stages.add(new Stage.Apply(kept.subList(from, Math.min(kept.size(), from + batch))));
    }
    stages.add(new Stage.Leave(leaving));
    for (int i = 0; i < wanted.postStart().size(); i++) {
      stages.add(new Stage.Shot(true, i, shotHosts(wanted, wanted.postStart().get(i))));
    }
    return stages.stream().filter(stage -> !stage.hosts().isEmpty()).toList();
  }

  private List<String> shotHosts(ServiceProperties wanted, OneShot shot) {
    if (joining.isEmpty() && kept.isEmpty()) {
      return List.of();
    }
    boolean runs = fresh || shot.runOn().contains(ON_UPDATE);
    if (shot.eachHost()) {
      // A host that joins gets what every host got when it was the first time there.
      return runs ? wanted.hosts() : joining;
    }
    return runs ? List.of(wanted.hosts().getFirst()) : List.of();
  }
}
