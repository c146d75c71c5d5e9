package io.kiln.engine.convergence;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Rename;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Target;
import io.kiln.templates.model.StackSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The API's side of the store. Every look-up is within one project. */
public interface Stacks {

  /**
   * Stores a stack with its first revision, target CREATE of revision 1, IN_PROGRESS, with the
   * stack's own event, and wakes the workers; all in one transaction.
   *
   * @throws StackExistsException when the project has a living stack of that name
   */
  StackRecord create(UUID id, String project, String name, NewRevision first);

  /**
   * Stores a stack that exists already: as {@link #create}, with rows it consists of. Its claims'
   * fences are higher than those of any stack of that id before: hosts remember them. An id that
   * stands for a stack of another project, or for one nested in it, is not taken, and nobody is
   * told: the stack gets a new one.
   *
   * @throws StackExistsException when the project has a living stack of that name, or had one of
   *     the id
   */
  StackRecord adopt(
      UUID id, String project, String name, NewRevision first, List<ResourceState> rows);

  /**
   * Forgets a stack with all that hangs on it, as if it had never been; what is outside stays.
   *
   * @return what was forgotten
   * @throws ActionInProgressException while it is IN_PROGRESS
   * @throws StackNotFoundException when it is gone
   */
  Abandoned abandon(UUID id);

  /** A stack that was forgotten, as it was last. */
  record Abandoned(StackRecord stack, StackSource source, List<ResourceState> rows) {
    public Abandoned {
      rows = List.copyOf(rows);
    }
  }

  /**
   * Begins to take a snapshot: target SNAPSHOT of the revision it has. When that ends, the snapshot
   * says what there was; when something else comes first, it has failed.
   *
   * @throws ActionInProgressException while the stack is IN_PROGRESS
   * @throws TooManySnapshotsException when it has {@link SnapshotRecord#MOST}
   * @throws StackNotFoundException when it is gone
   */
  SnapshotRecord snapshot(UUID id, UUID snapshot, String name);

  /** A stack's snapshots, oldest first. A stack that is deleted has none. */
  List<SnapshotRecord> snapshots(UUID id);

  /** Forgets a snapshot; nothing happens when there is none. */
  void forgetSnapshot(UUID id, UUID snapshot);

  /**
   * Stores a further revision and makes it the target (action UPDATE or what its origin says,
   * IN_PROGRESS), superseding whatever runs, with the event {@code Stack UPDATE started}. Revisions
   * that are too old go.
   *
   * @throws StackNotFoundException when it is gone
   * @throws OvertakenRevisionException when the stack is not at the revision that {@code next} was
   *     made from; nothing is stored then. Checked under the stack's lock
   */
  StackRecord update(UUID id, NewRevision next);

  /**
   * Gives a stack another target without a new revision (DELETE, ROLLBACK), superseding whatever
   * runs.
   *
   * @throws StackNotFoundException when it is gone
   */
  StackRecord retarget(UUID id, Target target);

  /**
   * Lets a stack go over what it has: target CHECK, SUSPEND or RESUME of the revision it had,
   * unless {@link StackChange#asked} has nothing to change. Decided under the stack's lock.
   *
   * @return the stack as it is then
   * @throws ActionInProgressException while it is IN_PROGRESS; nothing is stored then
   * @throws StackNotFoundException when it is gone
   */
  StackRecord ask(UUID id, Action action);

  /**
   * Gives up the target of a stack that is IN_PROGRESS; see {@link StackChange#halted}.
   *
   * @throws NothingToCancelException when it is not IN_PROGRESS
   * @throws StackNotFoundException when it is gone
   */
  StackRecord halt(UUID id);

  /**
   * Stores what {@link ResourceMark} makes of a resource, with its event, under the stack's lock.
   *
   * @param path of the resource; of several rows at it, the one that serves
   * @throws ActionInProgressException while the stack is IN_PROGRESS; nothing is stored then
   * @throws ResourceNotFoundException when there is no such resource
   * @throws StackNotFoundException when it is gone
   */
  void mark(UUID id, String path, boolean unhealthy, String reason);

  /**
   * Stores what a {@link ResourceSignal} makes of the tree, under the stack's lock, and wakes the
   * workers; a tree that goes on gets {@link StackChange#again}.
   *
   * @param rule made from what is there under the lock
   * @return what was stored
   * @throws ActionInProgressException as the rule does; nothing is stored then
   * @throws ResourceNotFoundException when there is no such resource
   * @throws StackNotFoundException when it is gone
   */
  ResourceSignal signal(UUID id, String path, SignalRule rule);

  /** How a signal is heard, given what is there. */
  interface SignalRule {
    ResourceSignal of(StackRecord stack, ResourceSignal.Around around, Instant now);
  }

  /** By name (living stacks only) or by id (deleted ones too). */
  Optional<StackRecord> find(String project, String nameOrId);

  /** The stack in whose tree a nested stack lies, by the nested one's id. */
  Optional<StackRecord> owning(String project, UUID nested);

  List<StackRecord> list(String project, StackQuery query);

  long count(String project, StackQuery query);

  /** Stacks of every project: for those who run the installation, and nobody else. */
  List<StackRecord> listEverywhere(StackQuery query);

  /** How many stacks of every project fit a query, whatever its page. */
  long countEverywhere(StackQuery query);

  /**
   * What a revision is made of.
   *
   * @throws StackNotFoundException when there is none of that number, or none any more
   */
  StackSource source(UUID id, long revision);

  /**
   * The revisions that are kept, oldest first: the newest {@link RevisionRecord#KEPT}, and of older
   * ones the good one, the target and those of snapshots.
   */
  List<RevisionRecord> revisions(UUID id);

  /** What the kept revisions call by another name than those before them, oldest first. */
  List<Rename> renames(UUID id);

  /** All rows of the tree, nested ones included. */
  List<ResourceState> resources(UUID id);

  /**
   * Events after a sequence number, oldest first.
   *
   * @param limit at most so many
   */
  List<StackEvent> events(UUID id, long afterSequence, int limit);

  /**
   * The number of a stack's last event; 0 when it has none. As long as it stays the same, so does
   * the tree.
   *
   * @throws StackNotFoundException when there is no such stack
   */
  long lastEvent(UUID id);
}
