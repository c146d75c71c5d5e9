package io.kiln.simulation.fleet;

import io.kiln.simulation.Guards;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** All hosts and what exists on them, whatever anybody believes. */
public final class Fleet {

  /** Hears of every request before it is carried out for the first time. */
  @FunctionalInterface
  public interface Observer {
    void accepted(Request request);
  }

  private final Map<String, Thing> things = new LinkedHashMap<>();
  private final Map<String, Agent> agents = new LinkedHashMap<>();
  private final Observer observer;
  private int made;
  private final Map<String, Integer> writes = new HashMap<>();
  private long version;

  public Fleet(List<String> hosts, Guards guards, RandomGenerator random, Observer observer) {
    this.observer = observer;
    hosts.forEach(host -> agents.put(host, new Agent(host, this, guards, random)));
  }

  Observer observer() {
    return observer;
  }

  /** The agent of a host. */
  public Agent agent(String host) {
    Agent agent = agents.get(host);
    if (agent == null) {
      throw new IllegalArgumentException("no host " + host);
    }
    return agent;
  }

  public List<Agent> agents() {
    return List.copyOf(agents.values());
  }

  public List<Thing> things() {
    return List.copyOf(things.values());
  }

  /** The thing that was made for a row. */
  public Optional<Thing> of(String resource) {
    return things.values().stream().filter(thing -> thing.resource().equals(resource)).findFirst();
  }

  Optional<Thing> of(String resource, String host) {
    return of(resource).filter(thing -> thing.host().equals(host));
  }

  /** How often anything of a stack was changed on a host on somebody's request. */
  public int writes(UUID tree) {
    return writes.getOrDefault(tree.toString(), 0);
  }

  /** Grows with every change. */
  public long version() {
    return version;
  }

  /** Something that nobody here asked for. */
  public void settle(Thing foreign) {
    things.put(foreign.id(), foreign);
  }

  /** It vanishes behind everybody's back. */
  public void lose(Thing thing) {
    things.remove(thing.id());
    version++;
  }

  void make(Request request, String host) {
    String id = request.path() + "#" + ++made;
    put(
        new Thing(
            id,
            request.tree(),
            request.resource(),
            request.path(),
            request.type(),
            host,
            request.properties(),
            false,
            false));
  }

  void put(Thing thing) {
    if (!thing.equals(things.put(thing.id(), thing))) {
      written(thing);
    }
  }

  void rest(Thing thing, boolean rests) {
    put(thing.resting(rests));
  }

  void unmake(String resource, String host) {
    List<Thing> gone =
        things.values().stream()
            .filter(thing -> thing.resource().equals(resource) && thing.host().equals(host))
            .toList();
    gone.forEach(
        thing -> {
          things.remove(thing.id());
          written(thing);
        });
  }

  private void written(Thing thing) {
    writes.merge(thing.tree(), 1, Integer::sum);
    version++;
  }
}
