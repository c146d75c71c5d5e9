package io.kiln.db.stacks;

import io.kiln.db.TestDatabase;
import io.kiln.db.secret.SecretBox;
import io.kiln.db.secret.SecretKeys;
import io.kiln.engine.convergence.Stacks;
import io.kiln.engine.convergence.StoreContract;
import io.kiln.engine.convergence.Trees;
import io.kiln.engine.convergence.Wakeups;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** PostgreSQL keeps the contract. */
final class PostgresStoreTest implements StoreContract {

  private final DataSource database = TestDatabase.empty();
  private final SecretBox box = SecretKeys.fromText(SecretKeys.newKey());
  private final PostgresTrees trees = new PostgresTrees(database, box, UUID::randomUUID);
  private final PostgresStacks stacks = new PostgresStacks(database, box, UUID::randomUUID);

  @Override
  public Trees trees() {
    return trees;
  }

  @Override
  public Stacks stacks() {
    return stacks;
  }

  @Override
  public Wakeups wakeups() {
    return new PostgresWakeups(TestDatabase.unpooled());
  }

  /** Leases are measured by the database's clock, so they are moved instead of the clock. */
  @Override
  public void letPass(Duration time) {
    new JdbcTemplate(database)
        .update(
            "update stack set claimable_from = claimable_from - ? * interval '1 ms'",
            time.toMillis());
  }
}
