package io.kiln.resources.host;

import io.kiln.hooks.protocol.ContainerSpec;
import io.kiln.hooks.protocol.Failure;
import io.kiln.hooks.protocol.HostAgent;
import io.kiln.hooks.protocol.HostStatus;
import io.kiln.hooks.protocol.HostUnreachableException;
import io.kiln.hooks.protocol.LiveContainer;
import io.kiln.hooks.protocol.ObservedContainer;
import io.kiln.hooks.protocol.Operation;
import io.kiln.hooks.protocol.OperationStatus;
import io.kiln.hooks.protocol.ProtocolJson;
import io.kiln.hooks.protocol.Result;
import io.kiln.hooks.protocol.UnknownOperationException;
import io.kiln.hooks.protocol.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * Hosts with agents that behave as the protocol says, without any container: a token is known for
 * good, an unchanged container is not written to. Everything done is in one log, across all hosts.
 */
public final class SimulatedHosts implements HostAgents, HostDirectory {

  private final Map<String, Agent> agents = new TreeMap<>();
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final Set<String> down = Collections.synchronizedSet(new HashSet<>());
  private Function<Work, Optional<Failure>> fails = _ -> Optional.empty();
  private int awaitsBeforeTheEnd;
  private Result.Deployed deployed = new Result.Deployed(0, "", "", Map.of());

  /** Hosts of these names. */
  public SimulatedHosts(String... names) {
    for (String name : names) {
      agents.put(name, new Agent(name));
    }
  }

  /** What was done on which host, oldest first. */
  public List<String> log() {
    synchronized (log) {
      return List.copyOf(log);
    }
  }

  /** Forgets what was done so far, not what is there. */
  public void forgetLog() {
    log.clear();
  }

  /** The number of containers on all hosts. */
  public int containers() {
    return agents.values().stream().mapToInt(agent -> agent.containers.size()).sum();
  }

  /** From now on the agent of this host does not answer. */
  public void lose(String host) {
    down.add(host);
  }

  /** The agent answers again. */
  public void recover(String host) {
    down.remove(host);
  }

  /** Somebody removes all containers of this host by hand. */
  public void removeContainers(String host) {
    Optional.ofNullable(agents.get(host)).orElseThrow().containers.clear();
  }

  /** Somebody puts other containers in the place of all of this host. */
  public void alterContainers(String host, UnaryOperator<ContainerSpec> change) {
    Optional.ofNullable(agents.get(host))
        .orElseThrow()
        .containers
        .replaceAll((_, spec) -> change.apply(spec));
  }

  /** The host leaves for good. */
  public void remove(String host) {
    agents.remove(host);
  }

  /** New operations fail as told; empty for success. */
  public void failing(Function<Work, Optional<Failure>> failures) {
    fails = failures;
  }

  /** Operations end only when they were awaited so often. */
  public void slow(int awaits) {
    awaitsBeforeTheEnd = awaits;
  }

  /** How deployments end from now on. */
  public void deploying(Result.Deployed result) {
    deployed = result;
  }

  @Override
  public Optional<HostAgent> agentFor(String host) {
    return Optional.ofNullable(agents.get(host));
  }

  @Override
  public Optional<HostRecord> find(String name) {
    return all().stream().filter(host -> host.name().equals(name)).findFirst();
  }

  @Override
  public List<HostRecord> all() {
    List<HostRecord> records = new ArrayList<>();
    for (String name : agents.keySet()) {
      records.add(
          new HostRecord(
              name,
              Optional.of(name.replaceAll("-[0-9]+$", "")),
              Optional.empty(),
              "10.0.0." + (1 + records.size()),
              HostStatus.SIMULATED,
              down.contains(name) ? HostRecord.Status.DOWN : HostRecord.Status.UP,
              Optional.of(Instant.EPOCH)));
    }
    return records;
  }

  @Override
  public List<HostRecord> byRole(String role) {
    return all().stream().filter(host -> host.role().equals(Optional.of(role))).toList();
  }

  private final class Agent implements HostAgent {

    private final String host;
    private final Map<String, OperationStatus> operations = new HashMap<>();
    private final Map<String, Work> works = new HashMap<>();
    private final Map<String, Integer> awaited = new HashMap<>();
    private final Map<String, ContainerSpec> containers = new HashMap<>();
    private final Set<String> stopped = new HashSet<>();

    Agent(String host) {
      this.host = host;
    }

    @Override
    public synchronized OperationStatus submit(Operation operation) {
      answer();
      String token = operation.token();
      if (works.containsKey(token) && !works.get(token).equals(operation.work())) {
        throw new AssertionError("token " + token + " was used for other work before");
      }
      works.put(token, operation.work());
      if (!operations.containsKey(token) && awaitsBeforeTheEnd == 0) {
        operations.put(token, carryOut(token, operation.work()));
      }
      return operations.getOrDefault(token, OperationStatus.running(token, "at it"));
    }

    @Override
    public synchronized OperationStatus await(String token, Duration patience) {
      answer();
      Work work = works.get(token);
      if (work == null) {
        throw new UnknownOperationException(token);
      }
      if (!operations.containsKey(token)
          && awaited.merge(token, 1, Integer::sum) >= awaitsBeforeTheEnd) {
        operations.put(token, carryOut(token, work));
      }
      return operations.getOrDefault(token, OperationStatus.running(token, "at it"));
    }

    @Override
    public synchronized LiveContainer observe(ContainerSpec spec) {
      answer();
      log("observe " + spec.name());
      ContainerSpec there = containers.get(spec.identity().key());
      if (there == null) {
        return LiveContainer.MISSING;
      }
      boolean rests = stopped.contains(spec.identity().key());
      return new LiveContainer(
          Optional.of(observed(there)),
          settings(spec, "running"),
          settings(there, rests ? "exited" : "running"));
    }

    @Override
    public synchronized Optional<ObservedContainer> find(String idOrName) {
      answer();
      return containers.values().stream()
          .filter(spec -> spec.name().equals(idOrName))
          .map(this::observed)
          .findFirst();
    }

    private ObservedContainer observed(ContainerSpec spec) {
      String state = stopped.contains(spec.identity().key()) ? "exited" : "running";
      return new ObservedContainer(
          "id-of-" + spec.name(),
          spec.name(),
          spec.image(),
          "sha256:1",
          state,
          0,
          "none",
          Map.of());
    }

    private static Map<String, JsonNode> settings(ContainerSpec spec, String state) {
      return Map.of(
          "image", ProtocolJson.MAPPER.valueToTree(spec.image()),
          "env", ProtocolJson.MAPPER.valueToTree(spec.process().env()),
          "restart", ProtocolJson.MAPPER.valueToTree(spec.restart().toString()),
          "state", ProtocolJson.MAPPER.valueToTree(state));
    }

    @Override
    public HostStatus status() {
      answer();
      return new HostStatus(
          host,
          HostStatus.SIMULATED,
          "1",
          false,
          "1",
          1,
          1,
          containers.size(),
          containers.size(),
          0,
          Optional.empty());
    }

    private void answer() {
      if (down.contains(host)) {
        throw new HostUnreachableException("connection refused");
      }
    }

    private OperationStatus carryOut(String token, Work work) {
      Optional<Failure> failure = fails.apply(work);
      if (failure.isPresent()) {
        log("fail " + name(work));
        Optional<Result> result =
            work instanceof Work.RunOnce
                ? Optional.of(new Result.Ran(1, "", "first line\nit broke", 1))
                : Optional.empty();
        return OperationStatus.failed(token, failure.get(), result);
      }
      return OperationStatus.done(token, result(work));
    }

    private Result result(Work work) {
      return switch (work) {
        case Work.PullImage(String image, _) -> {
          log("pull " + image);
          yield new Result.Pulled(image, "sha256:1", true);
        }
        case Work.ApplyContainer(ContainerSpec spec) -> apply(spec);
        case Work.RepairContainer(ContainerSpec spec) -> apply(spec);
        case Work.StopContainer stop -> {
          boolean ran = stopped.add(stop.identity().key());
          log((ran ? "stop " : "stopped already ") + stop.name());
          yield new Result.Stopped(ran ? List.of(stop.name()) : List.of());
        }
        case Work.CheckContainer(ContainerSpec spec) -> {
          log("check " + spec.name());
          yield new Result.Checked(differences(spec));
        }
        case Work.RemoveContainer remove -> {
          boolean there = containers.remove(remove.identity().key()) != null;
          log((there ? "remove " : "nothing to remove of ") + remove.name());
          yield new Result.Removed(there ? List.of(remove.name()) : List.of(), List.of());
        }
        case Work.RunOnce(String shot, _, _) -> {
          log("run " + shot);
          yield new Result.Ran(0, "", "", 1);
        }
        case Work.ExecIn exec -> {
          log("exec " + String.join(" ", exec.command()));
          yield new Result.Ran(0, "", "", 1);
        }
        case Work.Deploy(var item) -> {
          log("deploy " + item.name());
          yield deployed;
        }
      };
    }

    private List<String> differences(ContainerSpec spec) {
      String key = spec.identity().key();
      if (!spec.equals(containers.get(key))) {
        return List.of(containers.containsKey(key) ? "it is another" : "it is not there");
      }
      return stopped.contains(key) ? List.of("it does not run") : List.of();
    }

    private Result apply(ContainerSpec spec) {
      ContainerSpec before = containers.put(spec.identity().key(), spec);
      boolean rested = stopped.remove(spec.identity().key());
      boolean same = before != null && before.configHash().equals(spec.configHash());
      log(
          (before == null ? "create " : rested && same ? "start " : same ? "keep " : "replace ")
              + spec.name());
      return new Result.Applied(
          spec.name(), "id-of-" + spec.name(), spec.image(), "sha256:1", "healthy", same ? 0 : 3);
    }

    private void log(String line) {
      log.add(host + ": " + line);
    }

    private static String name(Work work) {
      return work.getClass().getSimpleName();
    }
  }
}
