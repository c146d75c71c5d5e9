package io.kiln.db.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.db.TestDatabase;
import io.kiln.db.secret.SecretBox;
import io.kiln.db.secret.SecretKeys;
import io.kiln.engine.convergence.FairShareContract;
import io.kiln.engine.convergence.Stacks;
import io.kiln.engine.convergence.Trees;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** PostgreSQL shares its workers, and does not look at all that waits to do so. */
final class PostgresFairShareTest extends FairShareContract {

  private final DataSource database = TestDatabase.empty();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final SecretBox box = SecretKeys.fromText(SecretKeys.newKey());
  private final PostgresTrees trees = new PostgresTrees(database, box, UUID::randomUUID);
  private final PostgresStacks stacks = new PostgresStacks(database, box, UUID::randomUUID);

  @Override
  protected Trees trees() {
    return trees;
  }

  @Override
  protected Stacks stacks() {
    return stacks;
  }

  @Override
  protected void letPass(Duration time) {
    jdbc.update(
        "update stack set claimable_from = claimable_from - ? * interval '1 ms'", time.toMillis());
  }

  @Test
  void aClaimTouchesNoMoreOfAHundredThousandTreesThanOfAThousand() {
    fill(1_000, 50);
    long few = touched();
    fill(100_000, 50);
    long many = touched();

    assertThat(trees.waiting()).isGreaterThan(100_000);
    assertThat(many).isLessThan(few * 2 + 200);
  }

  /** So many trees that wait, of so many projects. */
  private void fill(int count, int projects) {
    jdbc.update(
        """
        insert into stack (
          id, project, name, target_action, action, status, status_reason, latest_revision,
          traversal, disable_rollback, tags, description, outputs, owner, created_at)
        select gen_random_uuid(), 'p' || n % ?, ? || '-' || n, 'CREATE', 'CREATE', 'IN_PROGRESS', '',
          1, 1, true, '{}', '', '{}', '', now()
        from generate_series(1, ?) n
        """,
        projects, "s" + count, count);
    jdbc.execute("analyze stack");
  }

  /** Blocks that three claims read or find in memory. */
  private long touched() {
    try (var connection = database.getConnection()) {
      var session = new SingleConnectionDataSource(connection, true);
      var alone = new PostgresTrees(session, box, UUID::randomUUID);
      long before = blocks(session);
      for (int call = 0; call < 3; call++) {
        assertThat(alone.claim("w", 24, Duration.ofMinutes(1))).hasSize(24);
      }
      return blocks(session) - before;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A session's figures are known once it has told them. */
  private static long blocks(DataSource session) {
    var jdbc = new JdbcTemplate(session);
    jdbc.queryForList("select pg_stat_force_next_flush()");
    Long sum =
        jdbc.queryForObject(
            """
            select heap_blks_read + heap_blks_hit + idx_blks_read + idx_blks_hit
            from pg_statio_user_tables where relname = 'stack'
            """,
            Long.class);
    return sum == null ? 0 : sum;
  }
}
