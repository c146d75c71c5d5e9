package io.kiln.db.stacks;

import io.kiln.engine.convergence.Asking;
import io.kiln.engine.convergence.Errand;
import io.kiln.engine.convergence.OperationId;
import io.kiln.engine.convergence.OperationRecord;
import io.kiln.engine.convergence.Origin;
import io.kiln.engine.convergence.StackChange;
import io.kiln.engine.convergence.TraceParent;
import io.kiln.engine.convergence.plans.PlanTakenException;
import io.kiln.engine.convergence.receipts.Receipts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code operation}, and what is stored together with a row of it. */
final class OperationRows {

  private final JdbcClient jdbc;
  private final ReceiptRows receipts;

  OperationRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
    this.receipts = new ReceiptRows(jdbc);
  }

  /**
   * Notes what a change begins, if it begins anything, or that it gives up what runs; the caller's
   * transaction holds the stack's row.
   *
   * @param first the number of the first of its events
   */
  void begin(StackChange change, long first, Optional<Origin> origin) {
    Asking.current().errand().mustBeUnmoved(change, first);
    OperationRecord.begun(change, first + change.events().size() - 1, origin)
        .ifPresentOrElse(this::begin, () -> cancelled(change));
  }

  private void begin(OperationRecord operation) {
    Errand errand = Asking.current().errand();
    errand.plan().ifPresent(plan -> take(plan, operation.id()));
    insert(operation);
    errand
        .receipt()
        .ifPresent(
            attempt ->
                receipts.made(
                    attempt,
                    new Receipts.Made(Receipts.Made.OPERATION, operation.id().toString())));
  }

  private void take(UUID plan, OperationId by) {
    int taken =
        jdbc.sql(
                """
                update plan set traversal = :traversal
                where id = :plan and stack_id = :stack and traversal is null
                """)
            .param("traversal", by.traversal())
            .param("plan", plan)
            .param("stack", by.stack())
            .update();
    if (taken == 0) {
      throw new PlanTakenException();
    }
  }

  private void insert(OperationRecord operation) {
    jdbc.sql(
            """
            insert into operation (
              stack_id, traversal, project, sequence, kind, revision, user_name, trace, plan, steps,
              begun_at)
            values (
              :stack, :traversal, :project, :sequence, :kind, :revision, :user, :trace, :plan, :steps,
              :begun_at)
            """)
        .param("stack", operation.id().stack())
        .param("traversal", operation.id().traversal())
        .param("project", operation.project())
        .param("sequence", operation.sequence())
        .param("kind", operation.kind().name())
        .param("revision", Columns.orNull(operation.revision()), Types.BIGINT)
        .param("user", operation.user())
        .param("trace", operation.trace().map(TraceParent::written).orElse(null), Types.VARCHAR)
        .param("plan", operation.plan().orElse(null), Types.OTHER)
        .param(
            "steps",
            operation.steps().isPresent() ? operation.steps().getAsInt() : null,
            Types.INTEGER)
        .param("begun_at", Columns.at(operation.begunAt()))
        .update();
  }

  private void cancelled(StackChange change) {
    if (!change.stack().target().halted()) {
      return;
    }
    jdbc.sql(
            """
            update operation set cancelled_at = clock_timestamp()
            where stack_id = :stack and cancelled_at is null and traversal = (
              select max(traversal) from operation where stack_id = :stack)
            """)
        .param("stack", change.stack().id())
        .update();
  }

  /** Reads a row that has the stack's name beside it. */
  static OperationRecord read(ResultSet row) throws SQLException {
    int steps = row.getInt("steps");
    OptionalInt known = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(steps);
    return new OperationRecord(
        new OperationId(Columns.uuid(row, "stack_id"), row.getLong("traversal")),
        Columns.text(row, "project"),
        Columns.text(row, "stack_name"),
        row.getLong("sequence"),
        OperationRecord.Kind.valueOf(Columns.text(row, "kind")),
        Columns.longIfAny(row, "revision"),
        Columns.text(row, "user_name"),
        Columns.textIfAny(row, "trace").flatMap(TraceParent::parse),
        Columns.uuidIfAny(row, "plan"),
        known,
        Columns.instant(row, "begun_at"),
        Columns.instantIfAny(row, "cancelled_at"));
  }
}
