package io.kiln.db.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.db.TestDatabase;
import io.kiln.db.secret.SecretBox;
import io.kiln.db.secret.SecretKeys;
import io.kiln.engine.convergence.Claim;
import io.kiln.engine.convergence.NewRevision;
import io.kiln.engine.convergence.OperationId;
import io.kiln.engine.convergence.Receipt;
import io.kiln.engine.convergence.RevisionRecord;
import io.kiln.engine.convergence.StackEvent;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.TreeChanges;
import io.kiln.engine.convergence.plans.StoredPlan;
import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Status;
import io.kiln.engine.planning.Target;
import io.kiln.engine.reading.Operation;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Value;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a purge removes, what it leaves, and that nobody waits for it. */
final class PostgresPurgeTest {

  private static final Retention MONTH =
      new Retention(
          Duration.ofDays(30), Duration.ofDays(30), Duration.ofDays(30), Duration.ofDays(30));

  private final DataSource database = TestDatabase.empty();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final SecretBox box = SecretKeys.fromText(SecretKeys.newKey());
  private final PostgresTrees trees = new PostgresTrees(database, box, UUID::randomUUID);
  private final PostgresStacks stacks = new PostgresStacks(database, box, UUID::randomUUID);
  private final PostgresPurge purge = new PostgresPurge(database, box);

  private static NewRevision revision(String text) {
    var source = new StackSource(text, "t", Map.of(), List.of(), Optional.empty(), Map.of());
    return new NewRevision(source, true, Optional.empty(), List.of(), "", "ada");
  }

  private StackRecord create(String name, String text) {
    return settle(stacks.create(UUID.randomUUID(), "p", name, revision(text)));
  }

  private StackRecord update(StackRecord stack, String text) {
    return settle(stacks.update(stack.id(), revision(text)));
  }

  private StackRecord delete(StackRecord stack) {
    return settle(stacks.retarget(stack.id(), Target.nothing(Action.DELETE)));
  }

  private StackRecord settle(StackRecord stack) {
    Claim claim = trees.claim("w", 1, Duration.ofMinutes(1)).getFirst();
    var end =
        new TreeChanges.Settled(stack.action(), Status.COMPLETE, "done", Value.MapOf.EMPTY, false);
    trees.commit(
        claim,
        stack.traversal(),
        new TreeChanges(List.of(), Set.of(), List.of(), Optional.of(end)));
    trees.release(claim);
    return stacks.find("p", stack.id().toString()).orElseThrow();
  }

  private void letPass(int days) {
    for (String column :
        List.of(
            "stack.deleted_at",
            "revision.created_at",
            "event.at",
            "stack.created_at",
            "operation.begun_at")) {
      String[] parts = column.split("\\.");
      jdbc.update(
          "update %s set %s = %s - ? * interval '1 day'".formatted(parts[0], parts[1], parts[1]),
          days);
    }
  }

  private int count(String table) {
    Integer count = jdbc.queryForObject("select count(*) from " + table, Integer.class);
    return count == null ? 0 : count;
  }

  @Test
  void aStackThatWasDeletedLongAgoIsGoneWithAllThatHangsOnIt() {
    StackRecord old = delete(create("old", "only here"));
    letPass(31);
    StackRecord fresh = delete(create("fresh", "fresh"));
    StackRecord living = create("living", "living");
    PostgresPurge.Purged purged = purge.run(MONTH);

    assertThat(purged.stacks()).isEqualTo(1);
    assertThat(stacks.find("p", old.id().toString())).isEmpty();
    assertThat(stacks.find("p", fresh.id().toString())).contains(fresh);
    assertThat(stacks.find("p", "living")).contains(living);
    assertThat(count("revision")).isEqualTo(2);
    assertThat(count("source")).isEqualTo(2);
  }

  @Test
  void aTextThatAnotherStackHasTooStays() {
    delete(create("old", "shared"));
    letPass(31);
    StackRecord living = create("living", "shared");
    purge.run(MONTH);

    assertThat(stacks.source(living.id(), 1).template()).isEqualTo("shared");
  }

  @Test
  void ofOldRevisionsThoseStayThatAStackIsAtCanFallBackToOrHasASnapshotOf() {
    StackRecord stack = create("web", "first");
    stack = update(stack, "second");
    stacks.snapshot(stack.id(), UUID.randomUUID(), "s");
    stack = settle(stacks.find("p", "web").orElseThrow());
    stack = update(stack, "third");
    stack = update(stack, "good");
    stacks.update(stack.id(), revision("on its way"));
    letPass(31);
    PostgresPurge.Purged purged = purge.run(MONTH);

    assertThat(purged.revisions()).isEqualTo(2);
    assertThat(stacks.revisions(stack.id()))
        .extracting(RevisionRecord::number)
        .containsExactly(2L, 4L, 5L);
    assertThat(count("source")).isEqualTo(3);
    assertThat(purge.run(MONTH)).isEqualTo(new PostgresPurge.Purged(0, 0, 0, 0, 0, 0));
  }

  @Test
  void oldEventsGoFromTheFirstOnAndTheLastOneStays() {
    StackRecord quiet = create("quiet", "t");
    letPass(31);
    StackRecord busy = create("busy", "t");
    letPass(20);
    update(busy, "u");
    PostgresPurge.Purged purged = purge.run(MONTH);

    assertThat(purged.events()).isEqualTo(1);
    assertThat(stacks.events(quiet.id(), 0, 10))
        .singleElement()
        .extracting(StackEvent::sequence)
        .isEqualTo(2L);
    assertThat(stacks.events(busy.id(), 0, 10))
        .extracting(StackEvent::sequence)
        .containsExactly(1L, 2L, 3L, 4L);
    letPass(15);
    purge.run(MONTH);
    assertThat(stacks.events(busy.id(), 0, 10))
        .extracting(StackEvent::sequence)
        .containsExactly(3L, 4L);
  }

  @Test
  void plansGoWhenTheirTimeIsOverWithTextsThatNobodyElseHas() {
    StackRecord stack = create("web", "t");
    var plans = new PostgresPlans(database, box);
    StoredPlan over = PlanTexts.plan(stack.id(), "over", Optional.of(Instant.EPOCH));
    StoredPlan shared = PlanTexts.plan(stack.id(), "t", Optional.of(Instant.EPOCH));
    StoredPlan waits =
        PlanTexts.plan(stack.id(), "w", Optional.of(Instant.now().plus(Duration.ofDays(1))));
    StoredPlan forever = PlanTexts.plan(stack.id(), "w", Optional.empty());
    List.of(over, shared, waits, forever).forEach(plans::put);

    assertThat(purge.run(MONTH).plans()).isEqualTo(2);
    assertThat(plans.of("p", stack.id()))
        .extracting(StoredPlan::id)
        .containsExactlyInAnyOrder(waits.id(), forever.id());
    assertThat(count("source")).isEqualTo(2);
  }

  @Test
  void aPlanGoesWithItsStackAndSoDoItsTexts() {
    StackRecord stack = create("web", "t");
    new PostgresPlans(database, box).put(PlanTexts.plan(stack.id(), "own", Optional.empty()));
    stacks.abandon(stack.id());

    assertThat(count("plan") + count("source") + count("operation")).isZero();
  }

  @Test
  void ofOldOperationsTheLastOneStays() {
    StackRecord stack = update(update(create("web", "t"), "u"), "v");
    letPass(31);

    assertThat(purge.run(MONTH).operations()).isEqualTo(2);
    assertThat(
            new PostgresOperations(database)
                .find("p", new OperationId(stack.id(), stack.traversal())))
        .map(Operation::state)
        .contains(Operation.State.SUCCEEDED);
  }

  @Test
  void receiptsGoAfterADay() {
    jdbc.update("truncate receipt");
    var receipts = new PostgresReceipts(database, box);
    receipts.take(new Receipt("s", "old", UUID.randomUUID()), "r");
    jdbc.update("update receipt set begun_at = begun_at - interval '25 hours'");
    receipts.take(new Receipt("s", "fresh", UUID.randomUUID()), "r");

    assertThat(purge.run(MONTH).receipts()).isEqualTo(1);
    assertThat(count("receipt")).isEqualTo(1);
  }

  @Test
  void muchIsRemovedInManySmallTransactions() {
    StackRecord stack = create("large", "t");
    jdbc.update(
        """
        insert into event (
          stack_id, sequence, id, path, resource_type, action, status, reason, at)
        select ?, n + 2, gen_random_uuid(), 'r', 'T', 'CREATE', 'COMPLETE', '', now()
        from generate_series(1, ?) n
        """,
        stack.id(),
        5 * PostgresPurge.ROWS);
    jdbc.update("update stack set last_event = ?", 5 * PostgresPurge.ROWS + 2);
    delete(stack);
    letPass(31);
    long before = transactions();
    PostgresPurge.Purged purged = purge.run(MONTH);

    assertThat(purged.stacks()).isEqualTo(1);
    assertThat(count("event")).isZero();
    assertThat(transactions() - before).isGreaterThan(6);
  }

  /** Numbers of transactions are given to those that write. */
  private long transactions() {
    Long number = jdbc.queryForObject("select pg_current_xact_id()::text::bigint", Long.class);
    return number == null ? 0 : number;
  }

  @Test
  void eventsArePurgedWhileAWorkerHoldsItsStack() throws Exception {
    StackRecord stack = create("web", "t");
    letPass(31);
    try (Connection worker = database.getConnection();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      worker.setAutoCommit(false);
      try (var statement = worker.createStatement()) {
        statement.execute("select id from stack for no key update");
      }
      PostgresPurge.Purged purged =
          threads.submit(() -> purge.run(MONTH)).get(30, TimeUnit.SECONDS);
      assertThat(purged.events()).isEqualTo(1);
      worker.rollback();
    }
    assertThat(stacks.find("p", "web")).map(StackRecord::id).contains(stack.id());
  }
}
