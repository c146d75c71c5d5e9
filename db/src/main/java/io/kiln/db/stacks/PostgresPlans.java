package io.kiln.db.stacks;

import io.kiln.db.secret.SealedDocument;
import io.kiln.db.secret.SecretBox;
import io.kiln.db.secret.StoredSource;
import io.kiln.db.transaction.Transactions;
import io.kiln.engine.convergence.Asking;
import io.kiln.engine.convergence.NewRevision;
import io.kiln.engine.convergence.plans.StoredPlan;
import io.kiln.engine.convergence.plans.StoredPlans;
import io.kiln.engine.convergence.receipts.Receipts;
import io.kiln.templates.value.Value;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Plans in PostgreSQL. Their texts are those of revisions: kept once, whoever refers to them. */
public final class PostgresPlans implements StoredPlans {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String SELECT =
      "select plan.*, body from plan left join source on hash = source_hash ";

  private final Transactions transactions;
  private final JdbcClient jdbc;
  private final RevisionRows texts;
  private final ReceiptRows receipts;
  private final SealedDocument documents;

  /** Plans in this database. */
  public PostgresPlans(DataSource database, SecretBox box) {
    this.transactions = new Transactions(database, PATIENCE);
    this.jdbc = JdbcClient.create(database);
    this.texts = new RevisionRows(jdbc, new StoredSource(box));
    this.receipts = new ReceiptRows(jdbc);
    this.documents = new SealedDocument(box);
  }

  @Override
  public boolean put(StoredPlan plan) {
    try {
      return transactions.once(
          "keep a plan",
          () -> {
            insert(plan);
            Asking.current()
                .errand()
                .receipt()
                .ifPresent(
                    attempt ->
                        receipts.made(
                            attempt, new Receipts.Made(Receipts.Made.PLAN, plan.id().toString())));
            return true;
          });
    } catch (DuplicateKeyException e) {
      return false;
    }
  }

  private void insert(StoredPlan plan) {
    byte[] none = {};
    byte[] hash = plan.revision().map(NewRevision::source).map(texts::keep).orElse(none);
    jdbc.sql(
            """
            insert into plan (
              id, project, stack_id, stack_name, name, kind, base, source_hash, document, author,
              created_at, expires_at)
            values (
              :id, :project, :stack, :stack_name, :name, :kind, :base, :hash, :document, :author,
              :created_at, :expires_at)
            """)
        .param("id", plan.id())
        .param("project", plan.project())
        .param("stack", plan.stack())
        .param("stack_name", plan.stackName())
        .param("name", plan.name().orElse(null), Types.VARCHAR)
        .param("kind", plan.kind().name())
        .param("base", Columns.orNull(plan.base()), Types.BIGINT)
        .param("hash", hash.length == 0 ? null : hash, Types.BINARY)
        .param("document", documents.write(PlanDocument.of(plan)))
        .param("author", plan.author())
        .param("created_at", Columns.at(plan.createdAt()))
        .param("expires_at", Columns.at(plan.expiresAt()), Types.TIMESTAMP_WITH_TIMEZONE)
        .update();
  }

  private <T> T read(String what, Supplier<T> work) {
    return transactions.repeatable(what, work);
  }

  @Override
  public Optional<StoredPlan> find(String project, UUID id) {
    return read(
        "find a plan",
        () ->
            jdbc.sql(SELECT + "where plan.id = :id and project = :project")
                .param("id", id)
                .param("project", project)
                .query((row, _) -> read(row))
                .optional());
  }

  @Override
  public List<StoredPlan> of(String project, UUID stack) {
    return read(
        "list plans of a stack",
        () ->
            jdbc.sql(
                    SELECT
                        + """
                        where stack_id = :stack and project = :project
                        order by plan.created_at, plan.id
                        """)
                .param("stack", stack)
                .param("project", project)
                .query((row, _) -> read(row))
                .list());
  }

  @Override
  public List<StoredPlan> reviews(String project) {
    return read(
        "list stacks to be",
        () ->
            jdbc.sql(
                    SELECT
                        + """
                        where project = :project and base is null and traversal is null
                          and name is not null and not exists (select from stack where id = stack_id)
                        order by plan.created_at, plan.id
                        """)
                .param("project", project)
                .query((row, _) -> read(row))
                .list());
  }

  @Override
  public List<StoredPlan> page(
      String project, Optional<OfStack> stack, Optional<Place> after, int limit) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("project", project);
    parameters.put("limit", limit);
    var sql = new StringBuilder(SELECT).append("where project = :project");
    stack.ifPresent(
        one -> {
          sql.append(" and (stack_name = :name and base is null and traversal is null");
          parameters.put("name", one.name());
          one.id()
              .ifPresent(
                  id -> {
                    sql.append(" or stack_id = :stack");
                    parameters.put("stack", id);
                  });
          sql.append(")");
        });
    after.ifPresent(
        place -> {
          sql.append(" and (plan.created_at, plan.id) < (:at, :after)");
          parameters.put("at", Columns.at(place.createdAt()));
          parameters.put("after", place.id());
        });
    sql.append(" order by plan.created_at desc, plan.id desc limit :limit");
    return read(
        "list plans",
        () -> jdbc.sql(sql.toString()).params(parameters).query((row, _) -> read(row)).list());
  }

  @Override
  public long count(String project) {
    return read(
        "count plans",
        () ->
            jdbc.sql("select count(*) from plan where project = :project")
                .param("project", project)
                .query(Long.class)
                .single());
  }

  @Override
  public void remove(UUID id) {
    transactions.repeatable(
        "forget a plan",
        () -> {
          List<byte[]> hashes =
              jdbc
                  .sql("delete from plan where id = :id returning source_hash")
                  .param("id", id)
                  .query((row, _) -> Optional.ofNullable(row.getBytes("source_hash")))
                  .list()
                  .stream()
                  .flatMap(Optional::stream)
                  .toList();
          texts.forgetTexts(hashes);
          return hashes.size();
        });
  }

  private StoredPlan read(ResultSet row) throws SQLException {
    Value.MapOf document = documents.read(Columns.text(row, "document"));
    OptionalLong base = Columns.longIfAny(row, "base");
    return new StoredPlan(
        Columns.uuid(row, "id"),
        Columns.text(row, "project"),
        Columns.uuid(row, "stack_id"),
        Columns.text(row, "stack_name"),
        Columns.textIfAny(row, "name"),
        StoredPlan.Kind.valueOf(Columns.text(row, "kind")),
        base,
        Optional.ofNullable(row.getBytes("body"))
            .map(body -> PlanDocument.revision(document, texts.open(body), base)),
        PlanDocument.plan(document),
        PlanDocument.details(document),
        Columns.text(row, "author"),
        Columns.instant(row, "created_at"),
        Columns.instantIfAny(row, "expires_at"),
        Columns.longIfAny(row, "traversal"));
  }
}
