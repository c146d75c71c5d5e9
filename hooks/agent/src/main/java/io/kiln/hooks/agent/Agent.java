package io.kiln.hooks.agent;

import io.kiln.hooks.agent.runtime.ContainerRuntime;
import io.kiln.hooks.agent.runtime.EngineInfo;
import io.kiln.hooks.agent.runtime.EngineUnavailableException;
import io.kiln.hooks.agent.runtime.Look;
import io.kiln.hooks.agent.script.Deployments;
import io.kiln.hooks.protocol.ContainerSpec;
import io.kiln.hooks.protocol.Failure;
import io.kiln.hooks.protocol.HostAgent;
import io.kiln.hooks.protocol.HostStatus;
import io.kiln.hooks.protocol.HostUnreachableException;
import io.kiln.hooks.protocol.LiveContainer;
import io.kiln.hooks.protocol.ObservedContainer;
import io.kiln.hooks.protocol.Operation;
import io.kiln.hooks.protocol.OperationStatus;
import io.kiln.hooks.protocol.UnknownOperationException;
import io.kiln.hooks.protocol.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent of one host. It accepts an operation by writing it down, carries it out on a thread of
 * its own, and writes down how it ended; after a crash it goes on with what was not final.
 */
public final class Agent implements HostAgent, AutoCloseable {

  /** Old records are looked for after so many operations, so that the folder stays bounded. */
  private static final int PRUNE_EVERY = 500;

  private static final Logger log = LoggerFactory.getLogger(Agent.class);

  private final String name;
  private final ContainerRuntime runtime;
  private final AgentPolicy policy;
  private final InstantSource clock;
  private final OperationStore store;
  private final Fences fences;
  private final OperationRunner runner;
  private final Map<String, Task> tasks = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicLong finished = new AtomicLong();
  private volatile boolean closing;
  private volatile Optional<EngineInfo> lastInfo = Optional.empty();

  /**
   * Starts the agent and goes on with the operations that were not final when it ended.
   *
   * @param name of the host, for messages
   * @param runtime closed with the agent
   * @param data a folder that only this agent uses; it is made if it does not exist
   * @throws IOException if the folder cannot be used, or what it remembers is damaged
   */
  public Agent(
      String name, ContainerRuntime runtime, Path data, AgentPolicy policy, InstantSource clock)
      throws IOException {
    this.name = name;
    this.runtime = runtime;
    this.policy = policy;
    this.clock = clock;
    DurableFile.createFolder(data);
    this.store = new OperationStore(data);
    this.fences = new Fences(data);
    this.runner =
        new OperationRunner(
            name, runtime, new Deployments(data, Deployments.HEAT_HOOKS), clock, () -> closing);
    store.prune(clock.instant());
    store.unfinished().forEach(this::resume);
  }

  @Override
  public OperationStatus submit(Operation operation) {
    String token = operation.token();
    try {
      Optional<Long> newer = fences.pass(operation.fence());
      if (newer.isPresent()) {
        return refused(token, Failure.Cause.STALE, stale(operation, newer.get()));
      }
    } catch (UncheckedIOException e) {
      return refused(token, e);
    }
    Optional<OperationRecord> known = store.find(token);
    if (known.isPresent()) {
      return repeated(operation, known.get());
    }
    Optional<String> forbidden = forbidden(operation.work());
    if (forbidden.isPresent()) {
      return refused(token, Failure.Cause.POLICY, "host " + name + ": " + forbidden.get());
    }
    return accept(operation);
  }

  @Override
  public OperationStatus await(String token, Duration patience) {
    Duration wait = patience.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : patience;
    Task task = tasks.get(token);
    if (task == null) {
      return store
          .find(token)
          .map(OperationRecord::status)
          .orElseThrow(() -> new UnknownOperationException(token));
    }
    try {
      return task.await(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return task.status();
    }
  }

  @Override
  public HostStatus status() {
    String trouble = "";
    int containers = 0;
    int running = 0;
    try {
      lastInfo = Optional.of(runtime.info());
      List<ObservedContainer> ours = runtime.ours();
      containers = ours.size();
      running = (int) ours.stream().filter(ObservedContainer::isRunning).count();
    } catch (EngineUnavailableException e) {
      trouble = "the container engine does not answer: " + e.getMessage();
    }
    EngineInfo info = lastInfo.orElse(new EngineInfo(HostStatus.DOCKER, "", false, 0, 0));
    return new HostStatus(
        name,
        info.kind(),
        trouble.isEmpty() ? info.version() : "",
        info.liveRestore(),
        AgentVersion.current(),
        info.cpus(),
        info.memoryBytes(),
        containers,
        running,
        store.running(),
        trouble.isEmpty() ? Optional.empty() : Optional.of(trouble));
  }

  @Override
  public LiveContainer observe(ContainerSpec spec) {
    try {
      return Observation.of(runtime, spec);
    } catch (EngineUnavailableException e) {
      throw silent(e);
    }
  }

  @Override
  public Optional<ObservedContainer> find(String idOrName) {
    try {
      return runtime.look(idOrName).map(Look::container);
    } catch (EngineUnavailableException e) {
      throw silent(e);
    }
  }

  private HostUnreachableException silent(EngineUnavailableException e) {
    return new HostUnreachableException(
        "host %s: the container engine does not answer: %s".formatted(name, e.getMessage()), e);
  }

  /** The containers of ours on this host, running or not. */
  public List<ObservedContainer> containers() {
    return runtime.ours();
  }

  /** The name of the host. */
  public String name() {
    return name;
  }

  /** Stops at once; what is not final goes on when an agent is started on the same data. */
  @Override
  public void close() {
    closing = true;
    threads.shutdownNow();
    threads.close();
    runtime.close();
  }

  private OperationStatus repeated(Operation operation, OperationRecord known) {
    if (!known.workHash().equals(OperationRecord.hash(operation.work()))) {
      return refused(
          operation.token(),
          Failure.Cause.INVALID,
          "operation " + operation.token() + " was handed over before with other work");
    }
    Task task = tasks.get(operation.token());
    return task == null ? known.status() : task.status();
  }

  private OperationStatus accept(Operation operation) {
    Task task = new Task(operation.token(), operation.work());
    Task other = tasks.putIfAbsent(operation.token(), task);
    if (other != null) {
      return other.status();
    }
    OperationRecord record = OperationRecord.accepted(operation, clock.instant());
    try {
      store.put(record, operation.work());
    } catch (UncheckedIOException e) {
      tasks.remove(operation.token());
      OperationStatus refused = refused(operation.token(), e);
      task.finish(refused);
      return refused;
    }
    supersedeOlder(task);
    LoggedTrace trace = LoggedTrace.current();
    threads.execute(() -> trace.during(() -> carryOut(record, task)));
    return task.status();
  }

  private void resume(OperationRecord record) {
    Work work =
        record.work().orElseThrow(() -> new IllegalStateException("no work: " + record.token()));
    Task task = new Task(record.token(), work);
    tasks.put(record.token(), task);
    log.info("going on with operation {}: {}", record.token(), work);
    threads.execute(() -> carryOut(record, task));
  }

  private void supersedeOlder(Task task) {
    for (Task older : tasks.values()) {
      if (older != task && Superseding.supersedes(task.work(), older.work())) {
        older.supersede(task.token());
      }
    }
  }

  private void carryOut(OperationRecord record, Task task) {
    try {
      OperationStatus last =
          runner.carryOut(record, task, exec -> store.put(record.withExec(exec), task.work()));
      if (closing && last.state() == OperationStatus.State.FAILED) {
        // Being called off looks like a failure of whatever was under way; the next start decides.
        return;
      }
      finish(record, task.work(), last);
      runner.sweep(task);
      task.finish(last);
      tasks.remove(record.token());
      log.info("operation {}: {}", record.token(), summary(last));
      if (finished.incrementAndGet() % PRUNE_EVERY == 0) {
        store.prune(clock.instant());
      }
    } catch (InterruptedException e) {
      log.debug("operation {} is left for the next start", record.token(), e);
    }
  }

  /** A result that cannot be written is still true; only a restart would repeat the work. */
  private void finish(OperationRecord record, Work work, OperationStatus last) {
    OperationRecord done = record.finished(last, clock.instant());
    try {
      store.put(done, work);
    } catch (UncheckedIOException e) {
      log.error("the result of operation {} is kept in memory only", record.token(), e);
      store.putInMemory(done);
    }
  }

  private Optional<String> forbidden(Work work) {
    return switch (work) {
      case Work.ApplyContainer apply -> policy.refusal(apply.spec());
      case Work.RepairContainer repair -> policy.refusal(repair.spec());
      case Work.RunOnce run -> policy.refusal(run.container());
      case Work.PullImage pull -> Optional.empty();
      case Work.StopContainer stop -> Optional.empty();
      case Work.CheckContainer check -> Optional.empty();
      case Work.RemoveContainer remove -> Optional.empty();
      case Work.ExecIn exec -> Optional.empty();
      case Work.Deploy deploy -> Optional.empty();
    };
  }

  private String stale(Operation operation, long newer) {
    return "host %s: refused as stale: a worker with fence %d acts for tree %s now, this one has %d"
        .formatted(name, newer, operation.fence().tree(), operation.fence().number());
  }

  private static OperationStatus refused(String token, Failure.Cause cause, String reason) {
    return OperationStatus.failed(token, new Failure(cause, reason, false));
  }

  private OperationStatus refused(String token, UncheckedIOException e) {
    log.error("operation {} is refused because it cannot be written down", token, e);
    return OperationStatus.failed(
        token,
        new Failure(
            Failure.Cause.AGENT,
            "host %s: the agent cannot write down operations: %s (%s); is its disk full?"
                .formatted(name, e.getMessage(), String.valueOf(e.getCause())),
            true));
  }

  private static String summary(OperationStatus status) {
    return status.failure().map(failure -> "FAILED: " + failure.reason()).orElse("done");
  }
}
