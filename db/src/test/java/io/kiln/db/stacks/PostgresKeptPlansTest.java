package io.kiln.db.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.db.TestDatabase;
import io.kiln.db.secret.SecretBox;
import io.kiln.db.secret.SecretKeys;
import io.kiln.engine.convergence.KeptPlansContract;
import io.kiln.engine.convergence.Receipt;
import io.kiln.engine.convergence.Stacks;
import io.kiln.engine.convergence.Trees;
import io.kiln.engine.convergence.plans.StoredPlans;
import io.kiln.engine.convergence.receipts.Receipts;
import io.kiln.engine.reading.Operations;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Plans, operations and receipts in PostgreSQL keep the contract, and are not stored in clear. */
final class PostgresKeptPlansTest extends KeptPlansContract {

  private final DataSource database = TestDatabase.empty();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final SecretBox box = SecretKeys.fromText(SecretKeys.newKey());
  private final PostgresStacks stacks = new PostgresStacks(database, box, UUID::randomUUID);
  private final PostgresTrees trees = new PostgresTrees(database, box, UUID::randomUUID);
  private final PostgresPlans plans = new PostgresPlans(database, box);
  private final PostgresReceipts receipts = new PostgresReceipts(database, box);

  @Override
  protected Stacks stacks() {
    return stacks;
  }

  @Override
  protected Trees trees() {
    return trees;
  }

  @Override
  protected StoredPlans plans() {
    return plans;
  }

  @Override
  protected Operations operations() {
    return new PostgresOperations(database);
  }

  @Override
  protected Receipts receipts() {
    return receipts;
  }

  @Override
  protected void letPass(Duration time) {
    jdbc.update(
        """
        update receipt set begun_at = begun_at - ? * interval '1 ms',
          held_until = held_until - ? * interval '1 ms'
        """,
        time.toMillis(),
        time.toMillis());
  }

  /** Whatever a test kept is sealed: every column of every row is looked through. */
  @AfterEach
  void nothingSecretIsInClear() {
    for (String table : new String[] {"plan", "receipt", "operation"}) {
      assertThat(jdbc.queryForList("select * from " + table).toString())
          .doesNotContain("hunter2", "a password");
    }
  }

  @Test
  void anAnswerIsSealedAndTheRequestAHashThatNobodyCanGuessAt() {
    var attempt = new Receipt("s", "k", UUID.randomUUID());
    receipts.take(attempt, "hunter2");
    receipts.answered(attempt, new Receipts.Answer(200, Map.of(), "a password"));

    assertThat(jdbc.queryForList("select request, answer from receipt")).hasSize(1);
    assertThat(receipts.take(new Receipt("s", "k", UUID.randomUUID()), "hunter2"))
        .isEqualTo(new Receipts.Found.Answered(new Receipts.Answer(200, Map.of(), "a password")));
  }

  @Test
  void theTextsOfAPlanAreKeptOnceWithThoseOfRevisionsAndGoWithTheLastWhoNeedsThem() {
    new PlanTexts(stacks, plans, jdbc).goWithTheLast();
  }
}
