package io.kiln.engine.convergence;

import io.kiln.engine.planning.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Drift beside the {@link InMemoryStore}, for tests: keeps {@code DriftContract}. */
public final class InMemoryDrifts implements Drifts {

  /** A look with who is at it. */
  private record Held(DriftLook look, String worker, Instant until, boolean repairedBefore) {}

  private final InMemoryStore store;
  private final InstantSource clock;
  private final Supplier<UUID> ids;
  private final Map<UUID, Held> looks = new LinkedHashMap<>();
  private final Map<UUID, List<ResourceDrift>> found = new LinkedHashMap<>();

  /** Drift of the stacks of a store. */
  public InMemoryDrifts(InMemoryStore store, InstantSource clock, Supplier<UUID> ids) {
    this.store = store;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public DriftLook begin(UUID stack) {
    synchronized (store) {
      StackRecord row = store.read(stack);
      if (row.status() == Status.IN_PROGRESS) {
        throw new ActionInProgressException(row);
      }
      Optional<DriftLook> last = look(stack);
      if (last.filter(look -> look.status() == Status.IN_PROGRESS).isPresent()) {
        return last.get();
      }
      DriftLook begun = DriftLook.begun(ids.get(), stack, clock.instant());
      looks.put(
          stack,
          new Held(begun, "", clock.instant(), last.map(DriftLook::repairing).orElse(false)));
      return begun;
    }
  }

  @Override
  public Optional<DriftLook> look(UUID stack) {
    synchronized (store) {
      return Optional.ofNullable(looks.get(stack)).map(Held::look);
    }
  }

  @Override
  public List<ResourceDrift> found(UUID stack) {
    synchronized (store) {
      return found.getOrDefault(stack, List.of());
    }
  }

  @Override
  public Optional<DriftTask> claim(String worker, Duration lease, Optional<Duration> every) {
    synchronized (store) {
      every.ifPresent(this::beginDue);
      Instant now = clock.instant();
      Optional<Held> free =
          looks.values().stream()
              .filter(held -> held.look().status() == Status.IN_PROGRESS)
              .filter(held -> !held.until().isAfter(now))
              .min(Comparator.comparing(held -> held.look().begunAt()));
      return free.map(
          held -> {
            UUID stack = held.look().stack();
            looks.put(stack, new Held(held.look(), worker, now.plus(lease), held.repairedBefore()));
            return new DriftTask(
                held.look(),
                worker,
                store.read(stack),
                store.resources(stack),
                held.repairedBefore(),
                found(stack));
          });
    }
  }

  private void beginDue(Duration every) {
    if (looks.values().stream().anyMatch(held -> held.look().status() == Status.IN_PROGRESS)) {
      return;
    }
    Instant old = clock.instant().minus(every);
    store.readAll().stream()
        .filter(row -> row.deletedAt().isEmpty() && row.status() != Status.IN_PROGRESS)
        .filter(row -> look(row.id()).filter(look -> look.begunAt().isAfter(old)).isEmpty())
        .min(
            Comparator.comparing(row -> look(row.id()).map(DriftLook::begunAt).orElse(Instant.MIN)))
        .ifPresent(row -> begin(row.id()));
  }

  @Override
  public boolean renew(DriftTask task, Duration lease) {
    synchronized (store) {
      if (!isHeld(task)) {
        return false;
      }
      looks.put(
          task.stack().id(),
          new Held(task.look(), task.worker(), clock.instant().plus(lease), task.repaired()));
      return true;
    }
  }

  @Override
  public Optional<DriftLook> end(DriftTask task, DriftFindings findings) {
    synchronized (store) {
      if (!isHeld(task)) {
        return Optional.empty();
      }
      UUID id = task.stack().id();
      StackRecord now = store.read(id);
      boolean same = now.traversal() == task.stack().traversal();
      DriftLook ended =
          same
              ? task.look().ended(Status.COMPLETE, "", findings.repair(), clock.instant())
              : task.look().ended(Status.FAILED, CHANGED, false, clock.instant());
      looks.put(id, new Held(ended, "", clock.instant(), false));
      if (same) {
        found.put(id, findings.found());
        store.tell(id, findings.events());
        if (findings.repair()) {
          store.retarget(id, DriftFindings.repair(now));
        }
      }
      return Optional.of(ended);
    }
  }

  private boolean isHeld(DriftTask task) {
    return Optional.ofNullable(looks.get(task.stack().id()))
        .filter(held -> held.look().equals(task.look()) && held.worker().equals(task.worker()))
        .isPresent();
  }
}
