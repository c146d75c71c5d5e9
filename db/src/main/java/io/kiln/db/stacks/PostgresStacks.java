package io.kiln.db.stacks;

import io.kiln.db.secret.SecretBox;
import io.kiln.db.secret.StoredSource;
import io.kiln.db.secret.StoredValue;
import io.kiln.db.transaction.Transactions;
import io.kiln.engine.convergence.ActionInProgressException;
import io.kiln.engine.convergence.NewRevision;
import io.kiln.engine.convergence.Origin;
import io.kiln.engine.convergence.ResourceMark;
import io.kiln.engine.convergence.ResourceSignal;
import io.kiln.engine.convergence.RevisionRecord;
import io.kiln.engine.convergence.SnapshotRecord;
import io.kiln.engine.convergence.StackChange;
import io.kiln.engine.convergence.StackEvent;
import io.kiln.engine.convergence.StackExistsException;
import io.kiln.engine.convergence.StackNotFoundException;
import io.kiln.engine.convergence.StackQuery;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.Stacks;
import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Rename;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.engine.planning.Target;
import io.kiln.templates.model.StackSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The API's side of the store in PostgreSQL. While the database is away, calls wait for it a few
 * seconds; a write whose answer was lost is not repeated but reported.
 */
public final class PostgresStacks implements Stacks {

  /** A client waits: better an error it can repeat than a request that hangs. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Transactions transactions;
  private final JdbcClient jdbc;
  private final StackRows stacks;
  private final StackListing listing;
  private final RevisionRows revisions;
  private final ResourceRows resources;
  private final EventRows events;
  private final SnapshotRows snapshots;
  private final OperationRows operations;
  private final Supplier<UUID> ids;

  /**
   * The store in this database.
   *
   * @param box seals what may not stand in clear
   * @param ids gives the stacks' own events their ids
   */
  public PostgresStacks(DataSource database, SecretBox box, Supplier<UUID> ids) {
    var values = new StoredValue(box);
    var template = new JdbcTemplate(database);
    this.transactions = new Transactions(database, PATIENCE);
    this.jdbc = JdbcClient.create(template);
    this.stacks = new StackRows(jdbc, values);
    this.listing = new StackListing(jdbc, stacks);
    this.revisions = new RevisionRows(jdbc, new StoredSource(box));
    this.resources = new ResourceRows(template, values);
    this.events = new EventRows(template);
    this.snapshots = new SnapshotRows(jdbc, values);
    this.operations = new OperationRows(jdbc);
    this.ids = ids;
  }

  @Override
  public StackRecord create(UUID id, String project, String name, NewRevision first) {
    try {
      return transactions.once("create a stack", () -> createNow(id, project, name, first));
    } catch (DuplicateKeyException e) {
      var exists = new StackExistsException(name);
      exists.addSuppressed(e);
      throw exists;
    }
  }

  @Override
  public StackRecord adopt(
      UUID wanted, String project, String name, NewRevision first, List<ResourceState> rows) {
    try {
      return transactions.once(
          "adopt a stack",
          () -> {
            UUID id = listing.isElsewhere(wanted, project) ? ids.get() : wanted;
            StackRecord stack = createNow(id, project, name, first);
            resources.write(id, rows);
            jdbc.sql(
                    """
                    update stack set fence = (extract(epoch from clock_timestamp()) * 1000)::bigint
                    where id = :id
                    """)
                .param("id", id)
                .update();
            return stack;
          });
    } catch (DuplicateKeyException e) {
      var exists = new StackExistsException(name);
      exists.addSuppressed(e);
      throw exists;
    }
  }

  @Override
  public Abandoned abandon(UUID id) {
    return transactions.once(
        "abandon a stack",
        () -> {
          StackRecord stack = lockLiving(id);
          if (stack.status() == Status.IN_PROGRESS) {
            throw new ActionInProgressException(stack);
          }
          var forgotten =
              new Abandoned(
                  stack, revisions.source(id, stack.currentRevision()), resources.ofTree(id));
          revisions.forgetAll(id);
          jdbc.sql("delete from stack where id = :id").param("id", id).update();
          return forgotten;
        });
  }

  @Override
  public SnapshotRecord snapshot(UUID id, UUID snapshot, String name) {
    return transactions.once(
        "take a snapshot",
        () -> {
          StackRecord stack = lockLiving(id);
          Instant now = stacks.now();
          StackChange change = StackChange.snapshot(stack, snapshots.count(id), now, ids);
          SnapshotRecord begun = SnapshotRecord.begun(snapshot, name, stack, now);
          turn(change);
          snapshots.write(id, begun);
          return begun;
        });
  }

  @Override
  public List<SnapshotRecord> snapshots(UUID id) {
    return transactions.repeatable("read snapshots", () -> snapshots.of(id));
  }

  @Override
  public void forgetSnapshot(UUID id, UUID snapshot) {
    transactions.repeatable("delete a snapshot", () -> snapshots.remove(id, snapshot));
  }

  private StackRecord createNow(UUID id, String project, String name, NewRevision first) {
    Instant now = stacks.now();
    StackChange change = StackChange.created(id, project, name, first, now, ids);
    stacks.insert(change.stack());
    stacks.trace(id);
    revisions.insert(id, 1, first, now);
    return announce(change, Optional.of(first.origin()));
  }

  @Override
  public StackRecord update(UUID id, NewRevision next) {
    return transactions.once(
        "update a stack",
        () -> {
          Instant now = stacks.now();
          StackRecord stack = lockLiving(id);
          next.mustFollow(stack.latestRevision());
          StackChange change = StackChange.updated(stack, next, now, ids);
          revisions.insert(id, change.stack().latestRevision(), next, now);
          revisions.forget(change.stack());
          return turn(change, Optional.of(next.origin()));
        });
  }

  @Override
  public StackRecord retarget(UUID id, Target target) {
    return transactions.once(
        "give a stack another target",
        () -> turn(StackChange.retargeted(lockLiving(id), target, stacks.now(), ids)));
  }

  @Override
  public StackRecord ask(UUID id, Action action) {
    return transactions.once(
        "start an action of a stack",
        () -> {
          StackRecord stack = lockLiving(id);
          return StackChange.asked(stack, action, stacks.now(), ids).map(this::turn).orElse(stack);
        });
  }

  @Override
  public StackRecord halt(UUID id) {
    return transactions.once(
        "cancel what a stack is doing",
        () -> turn(StackChange.halted(lockLiving(id), stacks.now(), ids)));
  }

  @Override
  public void mark(UUID id, String path, boolean unhealthy, String reason) {
    transactions.once(
        "mark a resource",
        () -> {
          // No driver writes rows meanwhile: the stack is locked, and marked only when settled.
          StackRecord stack = lockLiving(id);
          Optional<ResourceMark> mark =
              ResourceMark.of(
                  stack, resources.ofTree(id), path, unhealthy, reason, stacks.now(), ids);
          mark.ifPresent(
              made -> {
                resources.write(id, List.of(made.row()));
                events.append(id, List.of(made.event()));
              });
          return mark.isPresent();
        });
  }

  @Override
  public ResourceSignal signal(UUID id, String path, SignalRule rule) {
    return transactions.once(
        "signal a resource",
        () -> {
          StackRecord stack = lockLiving(id);
          ResourceSignal signal = rule.of(stack, around(id, path), stacks.now());
          resources.hear(id, signal.heard());
          events.append(id, signal.events());
          if (signal.goesOn()) {
            turn(StackChange.again(stack, stacks.now(), ids));
          } else {
            wake();
          }
          return signal;
        });
  }

  private ResourceSignal.Around around(UUID id, String path) {
    return new ResourceSignal.Around() {
      @Override
      public List<ResourceState> there() {
        return resources.there(id, path);
      }

      @Override
      public List<ResourceState> beside() {
        return resources.beside(id, there().stream().findFirst().flatMap(ResourceState::parent));
      }
    };
  }

  StackRecord lockLiving(UUID id) {
    return stacks
        .lock(id)
        .filter(stack -> stack.deletedAt().isEmpty())
        .orElseThrow(() -> new StackNotFoundException(id.toString()));
  }

  StackRecord turn(StackChange change) {
    return turn(change, Optional.empty());
  }

  private StackRecord turn(StackChange change, Optional<Origin> origin) {
    // It starts to wait now, unless it waits already or somebody still holds it.
    jdbc.sql(
            """
            update stack set claimable_from = clock_timestamp()
            where id = :id and holder is null and status <> 'IN_PROGRESS'
            """)
        .param("id", change.stack().id())
        .update();
    stacks.trace(change.stack().id());
    stacks.update(change.stack());
    UUID id = change.stack().id();
    for (SnapshotRecord taking : snapshots.underway(id)) {
      snapshots.write(id, taking.superseded(change.stack().action()));
    }
    return announce(change, origin);
  }

  private StackRecord announce(StackChange change, Optional<Origin> origin) {
    operations.begin(change, events.append(change.stack().id(), change.events()), origin);
    wake();
    return change.stack();
  }

  private void wake() {
    jdbc.sql("select pg_notify(:channel, '')")
        .param("channel", PostgresWakeups.CHANNEL)
        .query((_, _) -> true)
        .list();
  }

  @Override
  public Optional<StackRecord> find(String project, String nameOrId) {
    return transactions.repeatable("find a stack", () -> listing.find(project, nameOrId));
  }

  @Override
  public Optional<StackRecord> owning(String project, UUID nested) {
    return transactions.repeatable("find a nested stack", () -> listing.owning(project, nested));
  }

  @Override
  public List<StackRecord> list(String project, StackQuery query) {
    return transactions.repeatable("list stacks", () -> listing.page(Optional.of(project), query));
  }

  @Override
  public long count(String project, StackQuery query) {
    return transactions.repeatable(
        "count stacks", () -> listing.count(Optional.of(project), query));
  }

  @Override
  public List<StackRecord> listEverywhere(StackQuery query) {
    return transactions.repeatable("list all stacks", () -> listing.page(Optional.empty(), query));
  }

  @Override
  public long countEverywhere(StackQuery query) {
    return transactions.repeatable(
        "count all stacks", () -> listing.count(Optional.empty(), query));
  }

  @Override
  public StackSource source(UUID id, long revision) {
    return transactions.repeatable("read a revision", () -> revisions.source(id, revision));
  }

  @Override
  public List<RevisionRecord> revisions(UUID id) {
    return transactions.repeatable("read revisions", () -> revisions.of(id));
  }

  @Override
  public List<Rename> renames(UUID id) {
    return transactions.repeatable("read what was renamed", () -> revisions.renames(id));
  }

  @Override
  public List<ResourceState> resources(UUID id) {
    return transactions.repeatable("read resources", () -> resources.ofTree(id));
  }

  @Override
  public List<StackEvent> events(UUID id, long afterSequence, int limit) {
    return transactions.repeatable("read events", () -> events.after(id, afterSequence, limit));
  }

  @Override
  public long lastEvent(UUID id) {
    return transactions.repeatable(
        "read where a stack is",
        () ->
            jdbc.sql("select last_event from stack where id = :id")
                .param("id", id)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new StackNotFoundException(id.toString())));
  }
}
