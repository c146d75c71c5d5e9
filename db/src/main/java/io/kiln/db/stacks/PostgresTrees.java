package io.kiln.db.stacks;

import static java.util.stream.Collectors.toSet;

import io.kiln.db.secret.SecretBox;
import io.kiln.db.secret.StoredSource;
import io.kiln.db.secret.StoredValue;
import io.kiln.db.transaction.Transactions;
import io.kiln.engine.convergence.Claim;
import io.kiln.engine.convergence.RevisionRecord;
import io.kiln.engine.convergence.SnapshotRecord;
import io.kiln.engine.convergence.StackChange;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.StaleClaimException;
import io.kiln.engine.convergence.Tree;
import io.kiln.engine.convergence.TreeChanges;
import io.kiln.engine.convergence.Trees;
import io.kiln.engine.planning.Heard;
import io.kiln.templates.model.StackSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The workers' side of the store in PostgreSQL. Leases are measured by the database's clock. While
 * the database is away, calls wait for it up to a minute: a commit that was written but whose
 * answer was lost is recognised and not written twice.
 */
public final class PostgresTrees implements Trees {

  /** Longer than a restart or a failover takes, shorter than anybody's patience with a worker. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final JdbcClient jdbc;
  private final Transactions transactions;
  private final StackQueue queue;
  private final StackRows stacks;
  private final RevisionRows revisions;
  private final ResourceRows resources;
  private final EventRows events;
  private final SnapshotRows snapshots;
  private final Supplier<UUID> ids;

  /**
   * The store in this database.
   *
   * @param box seals what may not stand in clear
   * @param ids gives the stacks' own events and commits their ids
   */
  public PostgresTrees(DataSource database, SecretBox box, Supplier<UUID> ids) {
    var values = new StoredValue(box);
    var template = new JdbcTemplate(database);
    this.jdbc = JdbcClient.create(template);
    this.transactions = new Transactions(database, PATIENCE);
    this.queue = new StackQueue(jdbc);
    this.stacks = new StackRows(jdbc, values);
    this.revisions = new RevisionRows(jdbc, new StoredSource(box));
    this.resources = new ResourceRows(template, values);
    this.events = new EventRows(template);
    this.snapshots = new SnapshotRows(jdbc, values);
    this.ids = ids;
  }

  @Override
  public List<Claim> claim(String worker, int limit, int mostOfProject, Duration lease) {
    return transactions.repeatable(
        "claim trees", () -> queue.claim(worker, limit, mostOfProject, lease));
  }

  @Override
  public Set<Claim> renew(Collection<Claim> claims, Duration lease) {
    if (claims.isEmpty()) {
      return Set.of();
    }
    return transactions.repeatable(
        "renew leases",
        () -> claims.stream().filter(claim -> renewNow(claim, lease)).collect(toSet()));
  }

  private boolean renewNow(Claim claim, Duration lease) {
    return heldBy(
                claim,
                """
                update stack set claimable_from = clock_timestamp() + :lease * interval '1 ms'
                where id = :id and fence = :fence and holder = :holder
                """)
            .param("lease", lease.toMillis())
            .update()
        == 1;
  }

  @Override
  public Tree load(Claim claim) {
    return transactions.repeatable("load a tree", () -> loadNow(claim));
  }

  private Tree loadNow(Claim claim) {
    StackRecord stack =
        heldBy(
                claim,
                "select %s from stack where id = :id and fence = :fence and holder = :holder"
                    .formatted(StackRows.COLUMNS))
            .query((row, _) -> stacks.read(row))
            .optional()
            .orElseThrow(() -> new StaleClaimException(claim));
    OptionalLong wanted = stack.target().revision();
    Optional<StackSource> source =
        wanted.isPresent()
            ? Optional.of(revisions.source(stack.id(), wanted.getAsLong()))
            : Optional.empty();
    return new Tree(
        stack,
        source,
        resources.ofTree(stack.id()),
        revisions.renames(stack.id()),
        stacks.trace(stack));
  }

  @Override
  public long commit(Claim claim, long traversal, TreeChanges changes) {
    if (changes.isEmpty()) {
      return transactions.repeatable(
          "look at a tree",
          () ->
              heldBy(
                      claim,
                      """
                      select traversal from stack
                      where id = :id and fence = :fence and holder = :holder
                      """)
                  .query(Long.class)
                  .optional()
                  .orElseThrow(() -> new StaleClaimException(claim)));
    }
    UUID commit = ids.get();
    return transactions.repeatable(
        "commit a tree", () -> commitNow(claim, traversal, changes, commit));
  }

  private long commitNow(Claim claim, long traversal, TreeChanges changes, UUID commit) {
    Standing standing = lock(claim);
    if (standing.lastCommit().equals(Optional.of(commit))) {
      return standing.traversal();
    }
    UUID stack = claim.stack();
    resources.write(stack, changes.written());
    resources.remove(stack, changes.removed());
    events.append(stack, changes.events());
    jdbc.sql("update stack set last_commit = :commit where id = :id")
        .param("commit", commit)
        .param("id", stack)
        .update();
    return changes.settled().isPresent() && standing.traversal() == traversal
        ? settle(stack, changes.settled().get())
        : standing.traversal();
  }

  private long settle(UUID id, TreeChanges.Settled settled) {
    StackRecord stack = stacks.lock(id).orElseThrow();
    Instant now = stacks.now();
    OptionalLong wanted = stack.target().revision();
    if (RevisionRecord.isSettledBy(settled.action(), stack.target()) && wanted.isPresent()) {
      revisions.settle(id, wanted.getAsLong(), settled.status(), now);
    }
    for (SnapshotRecord taking : snapshots.underway(id)) {
      snapshots.write(id, taking.settled(settled, resources.ofTree(id)));
    }
    StackChange change = StackChange.settled(stack, settled, now, ids);
    if (change.stack().deletedAt().isPresent()) {
      snapshots.removeAll(id);
    }
    stacks.update(change.stack());
    events.append(id, change.events());
    return change.stack().traversal();
  }

  private record Standing(long traversal, Optional<UUID> lastCommit) {}

  private Standing lock(Claim claim) {
    return heldBy(
            claim,
            """
            select traversal, last_commit from stack
            where id = :id and fence = :fence and holder = :holder for no key update
            """)
        .query(
            (row, _) ->
                new Standing(row.getLong("traversal"), Columns.uuidIfAny(row, "last_commit")))
        .optional()
        .orElseThrow(() -> new StaleClaimException(claim));
  }

  @Override
  public Map<UUID, Heard> heard(Claim claim) {
    return transactions.repeatable(
        "listen to what was said to a tree", () -> resources.heard(claim.stack()));
  }

  @Override
  public void release(Claim claim) {
    transactions.repeatable(
        "release a tree",
        () ->
            heldBy(
                    claim,
                    """
                    update stack set holder = null, claimable_from = clock_timestamp()
                    where id = :id and fence = :fence and holder = :holder
                    """)
                .update());
  }

  /** How many trees are to be driven and held by nobody; for people who watch a queue. */
  public int waiting() {
    return queue.waiting();
  }

  /**
   * Ends all leases at once, for a server whose database is its own: whoever held them ended with
   * its last life, and waiting for them to run out would only waste time. Were a holder still
   * alive, its fence would be refused as ever.
   */
  public void endLeases() {
    transactions.repeatable(
        "end the leases of a former life",
        () ->
            jdbc.sql(
                    """
                    update stack set holder = null, claimable_from = clock_timestamp()
                    where status = 'IN_PROGRESS' and holder is not null
                    """)
                .update());
  }

  private JdbcClient.StatementSpec heldBy(Claim claim, String sql) {
    return jdbc.sql(sql)
        .param("id", claim.stack())
        .param("fence", claim.fence())
        .param("holder", claim.worker());
  }
}
