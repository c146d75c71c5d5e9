package io.kiln.db.cfn;

import io.kiln.db.secret.SealedDocument;
import io.kiln.db.secret.SecretBox;
import io.kiln.db.transaction.Transactions;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps settings of stacks. */
public final class SettingStore {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Transactions transactions;
  private final JdbcClient jdbc;
  private final SealedDocument documents;

  /** Settings in this database. */
  public SettingStore(DataSource database, SecretBox box) {
    this.transactions = new Transactions(database, PATIENCE);
    this.jdbc = JdbcClient.create(database);
    this.documents = new SealedDocument(box);
  }

  /** Those of these stacks of which anything was said. */
  public Map<UUID, SettingRow> of(Collection<UUID> stacks) {
    return stacks.isEmpty()
        ? Map.of()
        : transactions.repeatable("read settings of stacks", () -> read(stacks, ""));
  }

  private Map<UUID, SettingRow> read(Collection<UUID> stacks, String locking) {
    Map<UUID, SettingRow> found = new HashMap<>();
    jdbc.sql("select * from stack_setting where stack_id in (:stacks)" + locking)
        .param("stacks", stacks)
        .query(
            row -> {
              found.put(
                  row.getObject("stack_id", UUID.class),
                  new SettingRow(
                      row.getBoolean("termination_protection"),
                      Optional.ofNullable(row.getString("policy")),
                      documents.read(row.getString("facts"))));
            });
    return found;
  }

  /**
   * Changes a stack's under its lock.
   *
   * @param whenNone what is changed when nothing was said yet
   */
  public void change(UUID stack, SettingRow whenNone, UnaryOperator<SettingRow> change) {
    transactions.once(
        "change settings of a stack",
        () -> {
          write(stack, whenNone, "nothing");
          SettingRow before = read(List.of(stack), " for update").getOrDefault(stack, whenNone);
          write(
              stack,
              change.apply(before),
              """
              update set termination_protection = excluded.termination_protection,
                policy = excluded.policy, facts = excluded.facts\
              """);
          return stack;
        });
  }

  private void write(UUID stack, SettingRow setting, String conflict) {
    jdbc.sql(
            """
            insert into stack_setting (stack_id, termination_protection, policy, facts)
            values (:stack, :protection, :policy, :facts)
            on conflict (stack_id) do %s
            """
                .formatted(conflict))
        .param("stack", stack)
        .param("protection", setting.terminationProtection())
        .param("policy", setting.policy().orElse(null))
        .param("facts", documents.write(setting.facts()))
        .update();
  }

  /** Forgets a stack's; it is no error when there are none. */
  public void forget(UUID stack) {
    transactions.repeatable(
        "forget settings of a stack",
        () ->
            jdbc.sql("delete from stack_setting where stack_id = :stack")
                .param("stack", stack)
                .update());
  }
}
