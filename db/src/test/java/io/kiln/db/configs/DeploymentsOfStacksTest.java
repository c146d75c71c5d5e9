package io.kiln.db.configs;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.db.TestDatabase;
import io.kiln.db.secret.SecretBox;
import io.kiln.db.secret.SecretKeys;
import io.kiln.db.stacks.PostgresStacks;
import io.kiln.db.stacks.PostgresTrees;
import io.kiln.engine.convergence.Claim;
import io.kiln.engine.convergence.NewRevision;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Deployments that workers post: by their fence, each with the config derived for it. */
final class DeploymentsOfStacksTest {

  private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
  private static final String SERVER = "server-1";

  private final UUID id = UUID.randomUUID();
  private final DataSource database = emptied();
  private final SecretBox box = SecretKeys.fromText(SecretKeys.newKey());
  private final SoftwareDeploymentStore store = new SoftwareDeploymentStore(database, box);
  private final StackRecord stack =
      new PostgresStacks(database, box, UUID::randomUUID)
          .create(
              UUID.randomUUID(),
              "p",
              "s",
              new NewRevision(
                  new StackSource("t", "t", Map.of(), List.of(), Optional.empty(), Map.of()),
                  true,
                  Optional.empty(),
                  List.of(),
                  "",
                  "ada"));
  private final long fence = claimed();

  /** What other tests left here was sealed with other keys. */
  private static DataSource emptied() {
    DataSource database = TestDatabase.empty();
    new JdbcTemplate(database).execute("truncate software_config, software_deployment");
    return database;
  }

  private long claimed() {
    var trees = new PostgresTrees(database, box, UUID::randomUUID);
    Claim claim = trees.claim("worker", 1, Duration.ofMinutes(1)).getFirst();
    assertThat(claim.stack()).isEqualTo(stack.id());
    return claim.fence();
  }

  private void post(String config, String action, Instant at, long as) {
    store.post(
        new SoftwareConfigRow(
            "p", config, "name", "script", Value.map(Map.of("config", Value.text("echo"))), at),
        new SoftwareDeploymentRow(
            "p",
            id,
            SERVER,
            config,
            Optional.of(action),
            Optional.of("IN_PROGRESS"),
            Optional.of("Deploy data available"),
            Optional.empty(),
            Value.map(
                Map.of(
                    "inputs", Value.map(Map.of("x", Value.text("hunter2"))),
                    "outputs", Value.nothing())),
            at,
            Optional.empty(),
            Optional.of(new SoftwareDeploymentRow.Owner(stack.id(), "in/deploy"))),
        as);
  }

  private List<String> configs() {
    return ids(store.configs(Optional.of("p"), Optional.empty(), 10));
  }

  private static List<String> ids(List<SoftwareConfigLine> lines) {
    return lines.stream().map(SoftwareConfigLine::id).toList();
  }

  @Test
  void aRunTakesThePlaceOfTheOneBeforeItAndOfItsConfig() {
    post("c1", "CREATE", NOON, fence);
    post("c1", "CREATE", NOON, fence);
    post("c2", "UPDATE", NOON.plusSeconds(5), fence);

    assertThat(configs()).containsExactly("c2");
    SoftwareDeploymentRow row = store.list("p", Optional.of(SERVER)).getFirst();
    assertThat(row.config()).isEqualTo("c2");
    assertThat(row.action()).contains("UPDATE");
    assertThat(row.createdAt()).isEqualTo(NOON);
    assertThat(row.updatedAt()).contains(NOON.plusSeconds(5));
    assertThat(row.owner().map(SoftwareDeploymentRow.Owner::path)).contains("in/deploy");
    assertThat(store.list("other", Optional.of(SERVER))).isEmpty();
  }

  @Test
  void configsAreListedOfOneProjectOrOfAllPageByPage() {
    new JdbcTemplate(database)
        .execute(
            """
            insert into software_config (project, id, name, hook_group, document, created_at)
            values ('p', 'b', '', '', 'cannot be opened', timestamptz '2026-05-04 12:00Z'),
                   ('q', 'a', '', '', 'cannot be opened', timestamptz '2026-05-04 12:01Z'),
                   ('p', 'c', '', '', 'cannot be opened', timestamptz '2026-05-04 12:02Z')
            """);
    Optional<String> all = Optional.empty();
    assertThat(ids(store.configs(all, Optional.empty(), 10))).containsExactly("b", "a", "c");
    assertThat(ids(store.configs(all, Optional.of("b"), 1))).containsExactly("a");
    assertThat(ids(store.configs(all, Optional.of("a"), 10))).containsExactly("c");
    assertThat(ids(store.configs(Optional.of("p"), Optional.of("b"), 10))).containsExactly("c");
    assertThat(ids(store.configs(Optional.of("q"), Optional.empty(), 10))).containsExactly("a");
  }

  @Test
  void whatCameOfItIsKeptBesideWhatItWasGiven() {
    post("c1", "CREATE", NOON, fence);
    store.end(
        "p",
        stack.id(),
        id,
        fence,
        row -> row.ended("FAILED", "why", Value.map(Map.of("y", Value.number(1))), NOON));

    SoftwareDeploymentRow row = store.find("p", id).orElseThrow();
    assertThat(row.status()).contains("FAILED");
    assertThat(row.statusReason()).contains("why");
    assertThat(Json.write(row.document().get("inputs"))).contains("hunter2");
    assertThat(((Value.MapOf) row.document().get("outputs")).get("y")).isEqualTo(Value.number(1));
  }

  @Test
  void aWorkerWhoseFenceIsPastIsNotHeard() {
    post("late", "CREATE", NOON, fence - 1);
    assertThat(store.list("p", Optional.empty())).isEmpty();
    assertThat(configs()).isEmpty();

    post("c1", "CREATE", NOON, fence);
    store.end(
        "p", stack.id(), id, fence - 1, row -> row.ended("FAILED", "", Value.nothing(), NOON));
    store.remove("p", stack.id(), id, fence - 1);
    assertThat(store.find("p", id).orElseThrow().status()).contains("IN_PROGRESS");

    store.remove("p", stack.id(), id, fence);
    assertThat(store.find("p", id)).isEmpty();
    assertThat(configs()).isEmpty();
  }

  @Test
  void whatIsLeftGoesWithItsStack() {
    post("c1", "CREATE", NOON, fence);

    new JdbcTemplate(database).update("delete from stack where id = ?", stack.id());

    assertThat(store.list("p", Optional.empty())).isEmpty();
    assertThat(configs()).isEmpty();
  }

  @Test
  void noValueStandsInClear() {
    post("c1", "CREATE", NOON, fence);

    assertThat(
            new JdbcTemplate(database)
                .queryForObject("select document from software_deployment", String.class))
        .doesNotContain("hunter2");
  }
}
