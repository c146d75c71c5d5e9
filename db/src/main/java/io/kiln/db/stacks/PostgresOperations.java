package io.kiln.db.stacks;

import io.kiln.db.transaction.Transactions;
import io.kiln.engine.convergence.OperationId;
import io.kiln.engine.convergence.OperationRecord;
import io.kiln.engine.convergence.StackEvent;
import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Status;
import io.kiln.engine.reading.Operation;
import io.kiln.engine.reading.Operations;
import io.kiln.engine.reading.Progress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Operations in PostgreSQL: their beginnings are rows, the rest is read from events. */
public final class PostgresOperations implements Operations {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String SELECT =
      """
      select operation.*, stack.name as stack_name, stack.status as stack_status,
        stack.status_reason as stack_reason
      from operation join stack on stack.id = stack_id
      where operation.project = :project
      """;

  private final Transactions transactions;
  private final JdbcClient jdbc;

  /** What was begun in this database. */
  public PostgresOperations(DataSource database) {
    this.transactions = new Transactions(database, PATIENCE);
    this.jdbc = JdbcClient.create(database);
  }

  private <T> T read(String what, Supplier<T> work) {
    return transactions.reading(what, work);
  }

  /** A beginning, and how its stack is. */
  private record Begun(OperationRecord operation, Operation.Standing stack) {}

  private static Begun begun(ResultSet row) throws SQLException {
    return new Begun(
        OperationRows.read(row),
        new Operation.Standing(
            Status.valueOf(Columns.text(row, "stack_status")), Columns.text(row, "stack_reason")));
  }

  @Override
  public Optional<Operation> find(String project, OperationId id) {
    return read(
        "find an operation",
        () ->
            jdbc.sql(SELECT + " and stack_id = :stack and operation.traversal = :traversal")
                .param("project", project)
                .param("stack", id.stack())
                .param("traversal", id.traversal())
                .query((row, _) -> begun(row))
                .optional()
                .map(this::whole));
  }

  private Operation whole(Begun begun) {
    return Operation.of(begun.operation(), after(begun.operation()), begun.stack());
  }

  private List<Operation.Own> after(OperationRecord operation) {
    return jdbc.sql(
            """
            select %s, exists (
                select 1 from operation o
                  where o.stack_id = event.stack_id and o.sequence = event.sequence) as asked
            from event
            where stack_id = :stack and path collate "C" = '' and sequence > :sequence
            order by sequence limit :limit
            """
                .formatted(EventRows.COLUMNS))
        .param("stack", operation.id().stack())
        .param("sequence", operation.sequence())
        .param("limit", Operation.TELLING)
        .query((row, _) -> new Operation.Own(EventRows.read(row), row.getBoolean("asked")))
        .list();
  }

  @Override
  public List<Operation> page(
      String project, Optional<UUID> stack, Optional<Place> after, int limit) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("project", project);
    parameters.put("limit", limit);
    var sql = new StringBuilder(SELECT);
    stack.ifPresent(
        id -> {
          sql.append(" and stack_id = :stack");
          parameters.put("stack", id);
        });
    after.ifPresent(
        place -> {
          sql.append(
              " and (begun_at, stack_id, operation.traversal) < (:at, :after_stack, :after)");
          parameters.put("at", Columns.at(place.begunAt()));
          parameters.put("after_stack", place.id().stack());
          parameters.put("after", place.id().traversal());
        });
    sql.append(" order by begun_at desc, stack_id desc, operation.traversal desc limit :limit");
    return read(
        "list operations",
        () ->
            jdbc
                .sql(sql.toString())
                .params(parameters)
                .query((row, _) -> begun(row))
                .list()
                .stream()
                .map(this::whole)
                .toList());
  }

  @Override
  public Progress progress(Operation operation) {
    return read("read how far an operation is", () -> progressNow(operation));
  }

  private Progress progressNow(Operation operation) {
    UUID stack = operation.begun().id().stack();
    long from = operation.begun().sequence();
    long until =
        after(operation.begun()).stream()
            .map(Operation.Own::event)
            .mapToLong(StackEvent::sequence)
            .findFirst()
            .orElse(Long.MAX_VALUE);
    return Progress.of(
        operation,
        done(stack, from, until),
        there(stack),
        operation.state() == Operation.State.RUNNING ? atWork(stack) : List.of(),
        failed(stack, from, until));
  }

  private long done(UUID stack, long from, long until) {
    return jdbc.sql(
            """
            select count(distinct path) from event
            where stack_id = :stack and sequence > :from and sequence < :until
              and status = 'COMPLETE' and path <> '' and not exists (
                select from resource r
                where r.stack_id = :stack and r.path = event.path and r.nested)
            """)
        .param("stack", stack)
        .param("from", from)
        .param("until", until)
        .query(Long.class)
        .single();
  }

  private long there(UUID stack) {
    return jdbc.sql("select count(*) from resource where stack_id = :stack and not nested")
        .param("stack", stack)
        .query(Long.class)
        .single();
  }

  private List<Progress.Part> atWork(UUID stack) {
    return jdbc.sql(
            """
            select path, type, action, status_reason as reason from resource
            where stack_id = :stack and status = 'IN_PROGRESS' and not nested
            order by path limit :limit
            """)
        .param("stack", stack)
        .param("limit", Progress.NAMED)
        .query((row, _) -> part(row))
        .list();
  }

  private List<Progress.Part> failed(UUID stack, long from, long until) {
    return jdbc.sql(
            """
            select path, resource_type as type, action, reason from event
            where stack_id = :stack and sequence > :from and sequence < :until
              and status = 'FAILED' and path <> '' and not exists (
                select from resource r
                where r.stack_id = :stack and r.path = event.path and r.nested)
            order by sequence limit 1
            """)
        .param("stack", stack)
        .param("from", from)
        .param("until", until)
        .query((row, _) -> part(row))
        .list();
  }

  private static Progress.Part part(ResultSet row) throws SQLException {
    return new Progress.Part(
        Columns.text(row, "path"),
        Columns.text(row, "type"),
        Action.valueOf(Columns.text(row, "action")),
        Columns.text(row, "reason"));
  }
}
