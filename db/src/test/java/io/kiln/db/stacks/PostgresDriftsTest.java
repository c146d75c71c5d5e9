package io.kiln.db.stacks;

import io.kiln.db.TestDatabase;
import io.kiln.db.secret.SecretBox;
import io.kiln.db.secret.SecretKeys;
import io.kiln.engine.convergence.DriftContract;
import io.kiln.engine.convergence.Drifts;
import io.kiln.engine.convergence.Stacks;
import io.kiln.engine.convergence.Trees;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Drift in PostgreSQL keeps the contract. */
final class PostgresDriftsTest extends DriftContract {

  private final DataSource database = TestDatabase.empty();
  private final SecretBox box = SecretKeys.fromText(SecretKeys.newKey());
  private final PostgresTrees trees = new PostgresTrees(database, box, UUID::randomUUID);
  private final PostgresStacks stacks = new PostgresStacks(database, box, UUID::randomUUID);
  private final PostgresDrifts drifts = new PostgresDrifts(database, box, UUID::randomUUID);

  @Override
  protected Trees trees() {
    return trees;
  }

  @Override
  protected Stacks stacks() {
    return stacks;
  }

  @Override
  protected Drifts drifts() {
    return drifts;
  }

  /** The database's clock cannot be moved, so what is measured by it is. */
  @Override
  protected void letPass(Duration time) {
    new JdbcTemplate(database)
        .update(
            "update drift_look set held_until = held_until - ? * interval '1 ms',"
                + " begun_at = begun_at - ? * interval '1 ms'",
            time.toMillis(),
            time.toMillis());
  }
}
