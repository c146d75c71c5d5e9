package io.kiln.engine.convergence;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Heard;
import io.kiln.engine.planning.Rename;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.engine.planning.Target;
import io.kiln.templates.model.StackSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The store of simulations and tests: keeps {@link StoreContract} without a database. Its clock is
 * the given one and wake-ups run on the given executor, so that a simulation decides about both.
 */
public final class InMemoryStore implements Trees, Stacks, Wakeups {

  private final Map<UUID, StoredStack> stacks = new LinkedHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final List<OperationStart> starts = new CopyOnWriteArrayList<>();
  private final Turns turns = new Turns();
  private final InstantSource clock;
  private final Supplier<UUID> ids;
  private final Executor waking;

  /**
   * A store without stacks.
   *
   * @param clock measures leases and dates events
   * @param ids gives the stacks' own events their ids
   * @param waking runs the listeners of {@link #listen}
   */
  public InMemoryStore(InstantSource clock, Supplier<UUID> ids, Executor waking) {
    this.clock = clock;
    this.ids = ids;
    this.waking = waking;
  }

  @Override
  public synchronized List<Claim> claim(
      String worker, int limit, int mostOfProject, Duration lease) {
    Instant now = clock.instant();
    List<StoredStack> waiting =
        stacks.values().stream().filter(stack -> stack.isClaimable(now)).toList();
    return turns.pick(waiting, limit, project -> mostOfProject - held(worker, project)).stream()
        .map(stack -> stack.claim(worker, now.plus(lease)))
        .toList();
  }

  private int held(String worker, String project) {
    return (int)
        stacks.values().stream()
            .filter(stack -> stack.row.status() == Status.IN_PROGRESS)
            .filter(stack -> stack.holder.equals(Optional.of(worker)))
            .filter(stack -> stack.row.project().equals(project))
            .count();
  }

  @Override
  public synchronized Set<Claim> renew(Collection<Claim> claims, Duration lease) {
    Set<Claim> held = new LinkedHashSet<>();
    for (Claim claim : claims) {
      StoredStack stack = stacks.get(claim.stack());
      if (stack != null && stack.isHeldUnder(claim)) {
        stack.claimableFrom = clock.instant().plus(lease);
        held.add(claim);
      }
    }
    return held;
  }

  @Override
  public synchronized Tree load(Claim claim) {
    StoredStack stack = held(claim);
    OptionalLong wanted = stack.row.target().revision();
    return new Tree(
        stack.row,
        wanted.isPresent() ? Optional.of(stack.source(wanted.getAsLong())) : Optional.empty(),
        stack.resourcesInOrder(),
        stack.renames(),
        stack.trace);
  }

  @Override
  public synchronized long commit(Claim claim, long traversal, TreeChanges changes) {
    StoredStack stack = held(claim);
    changes.written().forEach(stack::write);
    stack.resources.keySet().removeAll(changes.removed());
    stack.append(changes.events());
    if (changes.settled().isPresent() && stack.row.traversal() == traversal) {
      stack.settleSnapshots(changes.settled().get());
      stack.settleRevision(changes.settled().get(), clock.instant());
      stack.apply(StackChange.settled(stack.row, changes.settled().get(), clock.instant(), ids));
    }
    return stack.row.traversal();
  }

  /** A living stack as it is. */
  synchronized StackRecord read(UUID id) {
    return living(id).row;
  }

  synchronized List<StackRecord> readAll() {
    return stacks.values().stream().map(stack -> stack.row).toList();
  }

  synchronized void tell(UUID id, List<StackEvent> events) {
    living(id).append(events);
  }

  @Override
  public synchronized void release(Claim claim) {
    StoredStack stack = stacks.get(claim.stack());
    if (stack != null && stack.isHeldUnder(claim)) {
      stack.holder = Optional.empty();
      stack.claimableFrom = clock.instant();
    }
  }

  @Override
  public synchronized StackRecord create(UUID id, String project, String name, NewRevision first) {
    if (living(project, name).isPresent()) {
      throw new StackExistsException(name);
    }
    Instant now = clock.instant();
    StackChange change = StackChange.created(id, project, name, first, now, ids);
    var stack = new StoredStack(change.stack(), now);
    begin(stack, change, Optional.of(first.origin()));
    stack.keep(1, first, now);
    stack.append(change.events());
    stacks.put(id, stack);
    wake();
    return stack.row;
  }

  @Override
  public synchronized StackRecord update(UUID id, NewRevision next) {
    StoredStack stack = living(id);
    next.mustFollow(stack.row.latestRevision());
    Instant now = clock.instant();
    StackChange change = StackChange.updated(stack.row, next, now, ids);
    begin(stack, change, Optional.of(next.origin()));
    stack.keep(change.stack().latestRevision(), next, now);
    stack.forgetRevisions(change.stack());
    return turn(stack, change);
  }

  /** Hears of all that begins from now on, under the store's lock. */
  public void onStart(OperationStart start) {
    starts.add(start);
  }

  private void begin(StoredStack stack, StackChange change, Optional<Origin> origin) {
    long first = stack.events.size() + 1L;
    Errand errand = Asking.current().errand();
    Optional<OperationRecord> begun =
        OperationRecord.begun(change, stack.events.size() + change.events().size(), origin);
    errand.mustBeUnmoved(change, first);
    begun.ifPresent(
        operation -> {
          starts.forEach(start -> start.begins(operation, errand));
          stack.operations.put(operation.id().traversal(), operation);
        });
    if (begun.isEmpty() && change.stack().target().halted() && !stack.operations.isEmpty()) {
      stack.operations.computeIfPresent(
          stack.operations.lastKey(), (_, operation) -> operation.cancelled(clock.instant()));
    }
  }

  /** What was begun with a stack, the oldest first. */
  public synchronized List<OperationRecord> operations(UUID id) {
    StoredStack stack = stacks.get(id);
    return stack == null ? List.of() : List.copyOf(stack.operations.values());
  }

  @Override
  public synchronized long lastEvent(UUID id) {
    return existing(id).events.size();
  }

  @Override
  public synchronized StackRecord retarget(UUID id, Target target) {
    StoredStack stack = living(id);
    return retarget(stack, StackChange.retargeted(stack.row, target, clock.instant(), ids));
  }

  @Override
  public synchronized StackRecord ask(UUID id, Action action) {
    StoredStack stack = living(id);
    return StackChange.asked(stack.row, action, clock.instant(), ids)
        .map(change -> retarget(stack, change))
        .orElse(stack.row);
  }

  @Override
  public synchronized StackRecord halt(UUID id) {
    StoredStack stack = living(id);
    return retarget(stack, StackChange.halted(stack.row, clock.instant(), ids));
  }

  @Override
  public synchronized void mark(UUID id, String path, boolean unhealthy, String reason) {
    StoredStack stack = living(id);
    ResourceMark.of(
            stack.row, stack.resources.values(), path, unhealthy, reason, clock.instant(), ids)
        .ifPresent(
            mark -> {
              stack.write(mark.row());
              stack.append(List.of(mark.event()));
            });
  }

  @Override
  public synchronized StackRecord adopt(
      UUID wanted, String project, String name, NewRevision first, List<ResourceState> rows) {
    UUID id = isElsewhere(wanted, project) ? ids.get() : wanted;
    if (stacks.containsKey(id)) {
      throw new StackExistsException(name);
    }
    create(id, project, name, first);
    StoredStack stack = existing(id);
    rows.forEach(row -> stack.resources.put(row.id(), row));
    stack.fence = clock.instant().toEpochMilli();
    return stack.row;
  }

  /** Whether an id stands for a stack of another project, or for one nested in it. */
  private boolean isElsewhere(UUID id, String project) {
    return stacks.values().stream()
        .filter(stack -> !stack.row.project().equals(project))
        .anyMatch(
            stack ->
                stack.row.id().equals(id)
                    || stack.resources.values().stream()
                        .anyMatch(row -> row.nested() && row.id().equals(id)));
  }

  @Override
  public synchronized Abandoned abandon(UUID id) {
    StoredStack stack = living(id);
    if (stack.row.status() == Status.IN_PROGRESS) {
      throw new ActionInProgressException(stack.row);
    }
    stacks.remove(id);
    return new Abandoned(
        stack.row, stack.source(stack.row.currentRevision()), stack.resourcesInOrder());
  }

  @Override
  public synchronized SnapshotRecord snapshot(UUID id, UUID snapshot, String name) {
    StoredStack stack = living(id);
    Instant now = clock.instant();
    StackChange change = StackChange.snapshot(stack.row, stack.snapshots.size(), now, ids);
    SnapshotRecord begun = SnapshotRecord.begun(snapshot, name, stack.row, now);
    retarget(stack, change);
    stack.snapshots.put(snapshot, begun);
    return begun;
  }

  @Override
  public synchronized List<SnapshotRecord> snapshots(UUID id) {
    StoredStack stack = stacks.get(id);
    return stack == null ? List.of() : List.copyOf(stack.snapshots.values());
  }

  @Override
  public synchronized void forgetSnapshot(UUID id, UUID snapshot) {
    StoredStack stack = stacks.get(id);
    if (stack != null) {
      stack.snapshots.remove(snapshot);
    }
  }

  @Override
  public synchronized ResourceSignal signal(UUID id, String path, SignalRule rule) {
    StoredStack stack = living(id);
    ResourceSignal signal = rule.of(stack.row, stack.around(path), clock.instant());
    signal
        .heard()
        .forEach((row, heard) -> stack.resources.computeIfPresent(row, (_, is) -> is.told(heard)));
    stack.append(signal.events());
    if (signal.goesOn()) {
      retarget(stack, StackChange.again(stack.row, clock.instant(), ids));
    } else {
      wake();
    }
    return signal;
  }

  @Override
  public synchronized Map<UUID, Heard> heard(Claim claim) {
    Map<UUID, Heard> said = new LinkedHashMap<>();
    resources(claim.stack()).stream() // none any more, of one that was abandoned
        .filter(row -> !row.heard().equals(Heard.NOTHING))
        .forEach(row -> said.put(row.id(), row.heard()));
    return said;
  }

  private StackRecord retarget(StoredStack stack, StackChange change) {
    begin(stack, change, Optional.empty());
    return turn(stack, change);
  }

  private StackRecord turn(StoredStack stack, StackChange change) {
    stack.supersedeSnapshots(change.stack().action());
    if (stack.holder.isEmpty() && stack.row.status() != Status.IN_PROGRESS) {
      stack.claimableFrom = clock.instant();
    }
    stack.trace = Asking.current().trace();
    stack.apply(change);
    wake();
    return stack.row;
  }

  @Override
  public synchronized Optional<StackRecord> find(String project, String nameOrId) {
    return stacks.values().stream()
        .map(stack -> stack.row)
        .filter(row -> row.project().equals(project) && row.id().toString().equals(nameOrId))
        .findFirst()
        .or(() -> living(project, nameOrId));
  }

  @Override
  public synchronized Optional<StackRecord> owning(String project, UUID nested) {
    return stacks.values().stream()
        .filter(stack -> stack.row.project().equals(project))
        .filter(
            stack ->
                stack.resources.values().stream()
                    .anyMatch(row -> row.nested() && row.id().equals(nested)))
        .map(stack -> stack.row)
        .findFirst();
  }

  @Override
  public synchronized List<StackRecord> list(String project, StackQuery query) {
    return StackListing.page(inProject(project), query);
  }

  @Override
  public synchronized long count(String project, StackQuery query) {
    return StackListing.count(inProject(project), query);
  }

  private List<StackRecord> inProject(String project) {
    return everywhere().stream().filter(row -> row.project().equals(project)).toList();
  }

  @Override
  public synchronized List<StackRecord> listEverywhere(StackQuery query) {
    return StackListing.page(everywhere(), query);
  }

  @Override
  public synchronized long countEverywhere(StackQuery query) {
    return StackListing.count(everywhere(), query);
  }

  private List<StackRecord> everywhere() {
    return stacks.values().stream().map(stack -> stack.row).toList();
  }

  @Override
  public synchronized StackSource source(UUID id, long revision) {
    return existing(id).source(revision);
  }

  @Override
  public synchronized List<RevisionRecord> revisions(UUID id) {
    return existing(id).revisions.values().stream().map(StoredStack.Kept::record).toList();
  }

  @Override
  public synchronized List<Rename> renames(UUID id) {
    return existing(id).renames();
  }

  @Override
  public synchronized List<ResourceState> resources(UUID id) {
    StoredStack stack = stacks.get(id);
    return stack == null ? List.of() : stack.resourcesInOrder();
  }

  @Override
  public synchronized List<StackEvent> events(UUID id, long afterSequence, int limit) {
    StoredStack stack = stacks.get(id);
    return stack == null
        ? List.of()
        : stack.events.stream()
            .filter(event -> event.sequence() > afterSequence)
            .limit(limit)
            .toList();
  }

  @Override
  public AutoCloseable listen(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private void wake() {
    listeners.forEach(waking::execute);
  }

  private Optional<StackRecord> living(String project, String name) {
    return stacks.values().stream()
        .map(stack -> stack.row)
        .filter(row -> row.project().equals(project) && row.name().equals(name))
        .filter(row -> row.deletedAt().isEmpty())
        .findFirst();
  }

  private StoredStack living(UUID id) {
    StoredStack stack = existing(id);
    if (stack.row.deletedAt().isPresent()) {
      throw new StackNotFoundException(id.toString());
    }
    return stack;
  }

  private StoredStack existing(UUID id) {
    StoredStack stack = stacks.get(id);
    if (stack == null) {
      throw new StackNotFoundException(id.toString());
    }
    return stack;
  }

  private StoredStack held(Claim claim) {
    StoredStack stack = stacks.get(claim.stack());
    if (stack == null || !stack.isHeldUnder(claim)) {
      throw new StaleClaimException(claim);
    }
    return stack;
  }
}
