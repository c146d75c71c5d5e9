package io.kiln.resources.host;

import static java.util.stream.Collectors.joining;

import io.kiln.resources.spi.Check;
import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Observation;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Range;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.Updatable;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A named set of hosts, such as all controllers: given by name, or all that joined with the role.
 */
@ResourceType(
    value = "Kiln::Role",
    aliases = {"Role"},
    doc =
        "A named set of hosts. Without a list of hosts it has those that joined with the role's"
            + " name; hosts it already has are kept.")
public final class Role implements Resource<Role.Properties, Role.Attributes> {

  private final HostDirectory directory;

  /** Finds hosts in this directory. */
  public Role(HostDirectory directory) {
    this.directory = directory;
  }

  /** Which hosts. */
  public record Properties(
      @Doc("The role's name, as hosts give it when they join.") String name,
      @Doc("The hosts by name; by default those that joined with the role's name.")
          @Updatable
          @Check(UnknownHost.NAME)
          Optional<List<String>> hosts,
      @Doc("How many hosts to take; by default all there are.") @Updatable @Range(min = 0)
          Optional<Integer> count) {}

  /** The hosts it has. */
  public record Attributes(
      @Doc("The names of its hosts.") List<String> hosts,
      @Doc("The addresses of its hosts, in the same order.") List<String> addresses,
      @Doc("The name of its first host; absent when it has none.") Optional<String> first) {}

  @Override
  public Progress<Attributes> create(Properties wanted, Context context) {
    return settle(wanted, List.of());
  }

  @Override
  public Progress<Attributes> update(
      Existing<Properties, Attributes> existing, Properties wanted, Context context) {
    return settle(wanted, existing.attributes().map(Attributes::hosts).orElse(List.of()));
  }

  @Override
  public Progress<Attributes> delete(Existing<Properties, Attributes> existing, Context context) {
    return new Progress.Gone<>();
  }

  /** Which of its hosts are still there. Those that join later come by an update, as ever. */
  @Override
  public Observation observe(Existing<Properties, Attributes> existing, Context context) {
    List<String> had = existing.attributes().map(Attributes::hosts).orElse(List.of());
    return new Observation.Found(
        hosts(had), hosts(had.stream().filter(name -> directory.find(name).isPresent()).toList()));
  }

  private static Value.MapOf hosts(List<String> names) {
    return Value.map(Map.of("hosts", Value.list(names.stream().map(Value::text).toList())));
  }

  private Progress<Attributes> settle(Properties wanted, List<String> present) {
    List<HostRecord> candidates = new ArrayList<>();
    for (String name : candidates(wanted, present)) {
      Optional<HostRecord> host = directory.find(name);
      if (host.isEmpty()) {
        return new Progress.Failed<>(
            Optional.of(wanted.name()), new UnknownHost(directory).describe(name), false);
      }
      candidates.add(host.get());
    }
    int count = wanted.count().orElse(candidates.size());
    if (candidates.size() < count) {
      return new Progress.Failed<>(
          Optional.of(wanted.name()), tooFew(wanted.name(), count, candidates), true);
    }
    List<HostRecord> chosen = candidates.subList(0, count);
    return new Progress.Done<>(
        wanted.name(),
        new Attributes(
            chosen.stream().map(HostRecord::name).toList(),
            chosen.stream().map(HostRecord::address).toList(),
            chosen.stream().map(HostRecord::name).findFirst()));
  }

  /** Hosts it already has come first, so that a change of the count moves as little as possible. */
  private Set<String> candidates(Properties wanted, List<String> present) {
    if (wanted.hosts().isPresent()) {
      return new LinkedHashSet<>(wanted.hosts().get());
    }
    Set<String> joined = new LinkedHashSet<>();
    directory.byRole(wanted.name()).forEach(host -> joined.add(host.name()));
    Set<String> ordered = new LinkedHashSet<>(present);
    ordered.retainAll(joined);
    ordered.addAll(joined);
    return ordered;
  }

  private static String tooFew(String role, int count, List<HostRecord> candidates) {
    return "role "
        + role
        + " wants "
        + count
        + " hosts and has "
        + candidates.size()
        + (candidates.isEmpty()
            ? ""
            : " (" + candidates.stream().map(HostRecord::name).collect(joining(", ")) + ")")
        + "; let more hosts join with this role, name them in hosts, or lower count";
  }
}
