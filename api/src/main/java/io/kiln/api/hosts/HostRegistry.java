package io.kiln.api.hosts;

import io.kiln.hooks.protocol.HostAgent;
import io.kiln.hooks.protocol.HttpHostAgent;
import io.kiln.resources.host.HostAgents;
import io.kiln.resources.host.HostDirectory;
import io.kiln.resources.host.HostRecord;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Which hosts there are and how to reach them. A host is up while its agent says so often enough;
 * one that is down stays known, since its containers are still there.
 */
public final class HostRegistry implements HostDirectory, HostAgents {

  /** Three heartbeats may get lost. */
  private static final Duration UP_FOR = Duration.ofSeconds(15);

  /** An agent answers at once; what takes long there is polled. */
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final HostStore store;
  private final InstantSource clock;
  private final Supplier<Optional<String>> trace;
  private final Map<String, Inside> inside = new ConcurrentHashMap<>();
  private final Map<String, HostAgent> byUrl = new ConcurrentHashMap<>();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(DEADLINE).build();

  /** A host whose agent runs in this very process. */
  private record Inside(JoinedHost host, HostAgent agent) {}

  /** Hosts of this store. */
  public HostRegistry(HostStore store, InstantSource clock) {
    this(store, clock, Optional::empty);
  }

  /**
   * The same, reached in traces.
   *
   * @param trace what agents are told of the trace in which the present thread calls them
   */
  public HostRegistry(HostStore store, InstantSource clock, Supplier<Optional<String>> trace) {
    this.store = store;
    this.clock = clock;
    this.trace = trace;
  }

  /** Takes an agent of this very process: it is called directly, and is up as long as we are. */
  public void inside(JoinedHost host, HostAgent agent) {
    inside.put(host.name(), new Inside(host, agent));
  }

  /**
   * Tells other processes on the same database where the agent of this process listens, whatever
   * they knew before.
   */
  public void announce(JoinedHost own) {
    store.save(own, clock.instant());
  }

  /**
   * Takes a host in, or notes that it is still there. Its place may be taken over once its agent is
   * down, not before: two agents under one name would each undo what the other does.
   *
   * @return empty when an agent at another address is up under this name
   */
  public Optional<JoinedHost> join(JoinedHost host) {
    return inside.containsKey(host.name())
        ? Optional.empty()
        : store.save(host, clock.instant().minus(UP_FOR));
  }

  /**
   * Forgets a host for good. What a stack still has there counts as gone from now on, so that the
   * stack can be deleted.
   *
   * @return whether there was one
   */
  public boolean leave(String name) {
    return store.remove(name);
  }

  /** Every host as it joined. */
  public List<JoinedHost> joined() {
    SortedMap<String, JoinedHost> all = new TreeMap<>();
    store.all().forEach(host -> all.put(host.name(), host));
    inside.forEach((name, own) -> all.put(name, seenNow(own.host())));
    return List.copyOf(all.values());
  }

  /** One host as it joined. */
  public Optional<JoinedHost> joined(String name) {
    Inside own = inside.get(name);
    return own == null ? store.find(name) : Optional.of(seenNow(own.host()));
  }

  private JoinedHost seenNow(JoinedHost host) {
    return new JoinedHost(
        host.name(),
        host.role(),
        host.url(),
        host.address(),
        host.runtime(),
        host.engineVersion(),
        host.joinedAt(),
        clock.instant());
  }

  /** Whether a host's agent has been heard of lately. */
  public boolean isUp(JoinedHost host) {
    Instant now = clock.instant();
    return inside.containsKey(host.name()) || host.lastSeen().plus(UP_FOR).isAfter(now);
  }

  @Override
  public Optional<HostAgent> agentFor(String host) {
    Inside own = inside.get(host);
    return own == null ? store.find(host).map(this::remote) : Optional.of(own.agent());
  }

  private HostAgent remote(JoinedHost host) {
    return byUrl.computeIfAbsent(
        host.url(), url -> new HttpHostAgent(http, URI.create(url), DEADLINE, trace));
  }

  @Override
  public Optional<HostRecord> find(String name) {
    return joined(name).map(this::record);
  }

  @Override
  public List<HostRecord> all() {
    return joined().stream().map(this::record).toList();
  }

  @Override
  public List<HostRecord> byRole(String role) {
    return all().stream().filter(host -> host.role().equals(Optional.of(role))).toList();
  }

  private HostRecord record(JoinedHost host) {
    return new HostRecord(
        host.name(),
        host.role(),
        inside.containsKey(host.name()) ? Optional.empty() : Optional.of(host.url()),
        host.address(),
        host.runtime(),
        isUp(host) ? HostRecord.Status.UP : HostRecord.Status.DOWN,
        Optional.of(host.lastSeen()));
  }
}
