package io.kiln.db.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.db.TestDatabase;
import io.kiln.db.secret.SecretBox;
import io.kiln.db.secret.SecretKeys;
import io.kiln.engine.convergence.Claim;
import io.kiln.engine.convergence.NewRevision;
import io.kiln.engine.convergence.StackEvent;
import io.kiln.engine.convergence.TreeChanges;
import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.templates.model.DeletionPolicy;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What only PostgreSQL can be asked: rows, sizes, lost connections. */
final class PostgresTreesTest {

  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

  private final DataSource database = TestDatabase.empty();
  private final JdbcClient jdbc = JdbcClient.create(database);
  private final SecretBox box = SecretKeys.fromText(SecretKeys.newKey());

  private Claim claimOf(DataSource database, String name, StackSource source) {
    new PostgresStacks(database, box, UUID::randomUUID)
        .create(
            UUID.randomUUID(),
            "demo",
            name,
            new NewRevision(source, false, Optional.empty(), List.of(), "", "ada"));
    return trees(database).claim("w1", 1, LEASE).getFirst();
  }

  private PostgresTrees trees(DataSource database) {
    return new PostgresTrees(database, box, UUID::randomUUID);
  }

  private static StackSource source(String template) {
    return new StackSource(
        template,
        "stack.yaml",
        Map.of("env.yaml", "parameters: {password: hunter2}"),
        List.of("env.yaml"),
        Optional.of("hunter2"),
        Map.of("password", Value.text("hunter2")),
        Set.of("colour"));
  }

  private static ResourceState row(String path) {
    var properties =
        Value.map(
            Map.of("user", Value.text("root"), "password", new Value.Text("hunter2", Mark.SECRET)));
    return new ResourceState(
        UUID.randomUUID(),
        path,
        Optional.empty(),
        "Kiln::ContainerService",
        false,
        Optional.of("physical-" + path),
        Action.CREATE,
        Status.COMPLETE,
        "state changed",
        properties,
        Optional.of(properties),
        Optional.of(properties),
        Value.MapOf.EMPTY,
        Set.of(UUID.randomUUID()),
        Optional.empty(),
        DeletionPolicy.DELETE,
        Optional.of(properties),
        "token",
        0,
        NOON,
        NOON);
  }

  private static StackEvent event(UUID stack, String path) {
    return new StackEvent(
        0,
        UUID.randomUUID(),
        stack,
        path,
        "Kiln::ContainerService",
        Optional.empty(),
        Action.CREATE,
        Status.COMPLETE,
        "state changed",
        NOON);
  }

  private static TreeChanges changes(List<ResourceState> rows, List<StackEvent> events) {
    return new TreeChanges(rows, Set.of(), events, Optional.empty());
  }

  /** Compared with each of 100,000 ids, as by {@code = any}, 100,000 rows would take minutes. */
  @Test
  void rowsAreJoinedWithTheIdsTheyAreAskedForBy() {
    for (String statement : List.of(ResourceRows.SOME, ResourceRows.REMOVAL)) {
      String id = UUID.randomUUID().toString();
      String written =
          statement
              .replaceFirst("\\?", "'{%s}'".formatted(id))
              .replaceFirst("\\?", "'%s'".formatted(id));
      List<String> plan =
          JdbcClient.create(database)
              .sql("explain " + written)
              .query((row, _) -> row.getString(1))
              .list();
      assertThat(String.join("\n", plan))
          .containsPattern("Nested Loop|Hash Join|Merge Join")
          .doesNotContain("ANY (");
    }
  }

  @Test
  void endedLeasesAreTakenOverAtOnceAndTheirHoldersAreRefused() {
    Claim former = claimOf(database, "web", source("a"));
    PostgresTrees trees = trees(database);
    assertThat(trees.claim("w2", 1, LEASE)).isEmpty();
    trees.endLeases();
    Claim taken = trees.claim("w2", 1, LEASE).getFirst();
    assertThat(taken.stack()).isEqualTo(former.stack());
    assertThat(taken.fence()).isGreaterThan(former.fence());
    assertThat(trees.renew(Set.of(former, taken), LEASE)).containsExactly(taken);
  }

  @Test
  void noSecretStandsInClearInAnyRow() {
    Claim claim = claimOf(database, "web", source("default: hunter2"));
    trees(database).commit(claim, 1, changes(List.of(row("a")), List.of()));
    trees(database)
        .commit(
            claim,
            1,
            new TreeChanges(
                List.of(),
                Set.of(),
                List.of(),
                Optional.of(
                    new TreeChanges.Settled(
                        Action.CREATE,
                        Status.COMPLETE,
                        "done",
                        Value.map(Map.of("key", new Value.Text("hunter2", Mark.SECRET))),
                        false))));

    List<String> tables =
        jdbc.sql("select tablename from pg_tables where schemaname = 'public'")
            .query((row, _) -> row.getString("tablename"))
            .list();
    assertThat(tables).contains("stack", "source", "revision", "resource", "event");
    for (String table : tables) {
      String content = text("select coalesce(string_agg(t::text, ''), '') from %s t", table);
      assertThat(content).as(table).doesNotContain("hunter2", hex("hunter2"));
    }
    assertThat(trees(database).load(claim).wanted()).contains(source("default: hunter2"));
  }

  private String text(String sql, String table) {
    return jdbc.sql(sql.formatted(table)).query((row, _) -> row.getString(1)).single();
  }

  private int number(String sql) {
    return jdbc.sql(sql).query((row, _) -> row.getInt(1)).single();
  }

  private static String hex(String text) {
    return java.util.HexFormat.of()
        .formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void equalSourcesAreKeptOnce() {
    claimOf(database, "one", source("same"));
    claimOf(database, "two", source("same"));
    claimOf(database, "three", source("other"));

    assertThat(number("select count(*) from source")).isEqualTo(2);
    assertThat(number("select count(*) from revision")).isEqualTo(3);
  }

  @Test
  void aTreeOfTenThousandRowsIsCommittedWhole() {
    Claim claim = claimOf(database, "large", source("large"));
    List<ResourceState> rows = new ArrayList<>();
    List<StackEvent> events = new ArrayList<>();
    for (int at = 0; at < 10_000; at++) {
      rows.add(row("resource-" + at));
      events.add(event(claim.stack(), "resource-" + at));
    }
    trees(database).commit(claim, 1, changes(rows, events));
    trees(database).commit(claim, 1, changes(rows, events));

    assertThat(trees(database).load(claim).resources()).hasSize(10_000);
    assertThat(number("select count(*) from resource")).isEqualTo(10_000);
    assertThat(number("select max(sequence) from event")).isEqualTo(20_001);
  }

  @Test
  void aCommitWhoseAnswerWasLostIsNotWrittenTwice() {
    Claim claim = claimOf(database, "web", source("web"));
    var flaky = new FlakyDataSource(database);
    PostgresTrees trees = trees(flaky);
    flaky.loseAnswerOfNextCommit();
    long traversal =
        trees.commit(claim, 1, changes(List.of(row("a")), List.of(event(claim.stack(), "a"))));

    assertThat(traversal).isEqualTo(1);
    assertThat(flaky.lost()).isEqualTo(1);
    assertThat(number("select count(*) from event")).isEqualTo(2);
    assertThat(number("select count(*) from resource")).isEqualTo(1);
  }

  @Test
  void aCommitWaitsForADatabaseThatIsAway() {
    Claim claim = claimOf(database, "web", source("web"));
    var flaky = new FlakyDataSource(database);
    flaky.refuseConnections(3);

    assertThat(trees(flaky).commit(claim, 1, changes(List.of(row("a")), List.of()))).isEqualTo(1);
    assertThat(flaky.refused()).isEqualTo(3);
  }

  @Test
  void aWriteOfTheApiWhoseAnswerWasLostIsReportedNotRepeated() {
    var flaky = new FlakyDataSource(database);
    var stacks = new PostgresStacks(flaky, box, UUID::randomUUID);
    var revision = new NewRevision(source("web"), false, Optional.empty(), List.of(), "", "ada");
    flaky.loseAnswerOfNextCommit();

    assertThatThrownBy(() -> stacks.create(UUID.randomUUID(), "demo", "web", revision))
        .isInstanceOf(org.springframework.dao.DataAccessException.class);
    assertThat(stacks.find("demo", "web")).isPresent();
  }
}
