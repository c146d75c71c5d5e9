package io.kiln.engine.convergence;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Heard;
import io.kiln.engine.planning.Rename;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.templates.model.StackSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** One stack of an {@link InMemoryStore} with all that hangs on it. Not thread-safe. */
final class StoredStack {
  /** A revision with its texts. */
  record Kept(RevisionRecord record, StackSource source, List<Rename> renames) {}

  StackRecord row;
  final NavigableMap<Long, Kept> revisions = new TreeMap<>();
  final Map<UUID, ResourceState> resources = new LinkedHashMap<>();
  final Map<UUID, SnapshotRecord> snapshots = new LinkedHashMap<>();
  final List<StackEvent> events = new ArrayList<>();
  final NavigableMap<Long, OperationRecord> operations = new TreeMap<>();
  Optional<String> holder = Optional.empty();
  Optional<TraceParent> trace = Asking.current().trace();
  long fence;
  Instant claimableFrom;

  StoredStack(StackRecord row, Instant claimableFrom) {
    this.row = row;
    this.claimableFrom = claimableFrom;
  }

  boolean isClaimable(Instant now) {
    return row.status() == Status.IN_PROGRESS && !claimableFrom.isAfter(now);
  }

  Claim claim(String worker, Instant until) {
    holder = Optional.of(worker);
    claimableFrom = until;
    fence++;
    return new Claim(row.id(), worker, fence);
  }

  boolean isHeldUnder(Claim claim) {
    return fence == claim.fence() && holder.equals(Optional.of(claim.worker()));
  }

  void apply(StackChange change) {
    row = change.stack();
    append(change.events());
  }

  void append(List<StackEvent> more) {
    for (StackEvent event : more) {
      events.add(
          new StackEvent(
              events.size() + 1,
              event.id(),
              event.stack(),
              event.path(),
              event.resourceType(),
              event.physicalId(),
              event.action(),
              event.status(),
              event.reason(),
              event.at()));
    }
  }

  /** What a row was told stays as it is. */
  void write(ResourceState row) {
    ResourceState before = resources.get(row.id());
    resources.put(row.id(), row.told(before == null ? Heard.NOTHING : before.heard()));
  }

  ResourceSignal.Around around(String path) {
    return new ResourceSignal.Around() {
      @Override
      public List<ResourceState> there() {
        return resourcesInOrder().stream().filter(row -> row.path().equals(path)).toList();
      }

      @Override
      public List<ResourceState> beside() {
        Optional<UUID> parent = there().stream().findFirst().flatMap(ResourceState::parent);
        return resourcesInOrder().stream().filter(row -> row.parent().equals(parent)).toList();
      }
    };
  }

  StackSource source(long revision) {
    Kept kept = revisions.get(revision);
    if (kept == null) {
      throw new StackNotFoundException("%s, revision %d".formatted(row.id(), revision));
    }
    return kept.source();
  }

  void keep(long number, NewRevision revision, Instant now) {
    revisions.put(
        number,
        new Kept(RevisionRecord.of(number, revision, now), revision.source(), revision.renames()));
  }

  List<Rename> renames() {
    return revisions.values().stream().flatMap(kept -> kept.renames().stream()).toList();
  }

  void forgetRevisions(StackRecord stack) {
    revisions
        .headMap(RevisionRecord.expired(stack.latestRevision()), true)
        .keySet()
        .removeIf(
            number ->
                number != stack.goodRevision().orElse(0)
                    && number != stack.currentRevision()
                    && snapshots.values().stream().noneMatch(s -> s.revision() == number));
  }

  void supersedeSnapshots(Action by) {
    snapshots.replaceAll(
        (_, snapshot) ->
            snapshot.status() == Status.IN_PROGRESS ? snapshot.superseded(by) : snapshot);
  }

  void settleSnapshots(TreeChanges.Settled end) {
    snapshots.replaceAll(
        (_, snapshot) ->
            snapshot.status() == Status.IN_PROGRESS
                ? snapshot.settled(end, resources.values())
                : snapshot);
    if (end.action() == Action.DELETE && end.status() == Status.COMPLETE) {
      snapshots.clear();
    }
  }

  void settleRevision(TreeChanges.Settled settled, Instant now) {
    if (RevisionRecord.isSettledBy(settled.action(), row.target())) {
      row.target()
          .revision()
          .ifPresent(
              number ->
                  revisions.computeIfPresent(
                      number,
                      (_, kept) ->
                          new Kept(
                              kept.record().settled(settled.status(), now),
                              kept.source(),
                              kept.renames())));
    }
  }

  List<ResourceState> resourcesInOrder() {
    return resources.values().stream()
        .sorted(
            Comparator.comparing(ResourceState::path)
                .thenComparing(ResourceState::createdAt)
                .thenComparing(row -> row.id().toString()))
        .toList();
  }
}
