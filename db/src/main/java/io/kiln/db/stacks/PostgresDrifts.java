package io.kiln.db.stacks;

import io.kiln.db.secret.SecretBox;
import io.kiln.db.secret.StoredValue;
import io.kiln.db.transaction.Transactions;
import io.kiln.engine.convergence.ActionInProgressException;
import io.kiln.engine.convergence.DriftFindings;
import io.kiln.engine.convergence.DriftLook;
import io.kiln.engine.convergence.DriftTask;
import io.kiln.engine.convergence.Drifts;
import io.kiln.engine.convergence.ResourceDrift;
import io.kiln.engine.convergence.StackChange;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.planning.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Drift in PostgreSQL. Leases are measured by the database's clock. */
public final class PostgresDrifts implements Drifts {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Transactions transactions;
  private final PostgresStacks stacks;
  private final StackRows stackRows;
  private final ResourceRows resources;
  private final EventRows events;
  private final DriftRows rows;
  private final Supplier<UUID> ids;

  /** Drift of the stacks in this database. */
  public PostgresDrifts(DataSource database, SecretBox box, Supplier<UUID> ids) {
    var values = new StoredValue(box);
    var template = new JdbcTemplate(database);
    var jdbc = JdbcClient.create(template);
    this.transactions = new Transactions(database, PATIENCE);
    this.stacks = new PostgresStacks(database, box, ids);
    this.stackRows = new StackRows(jdbc, values);
    this.resources = new ResourceRows(template, values);
    this.events = new EventRows(template);
    this.rows = new DriftRows(jdbc, values);
    this.ids = ids;
  }

  @Override
  public DriftLook begin(UUID stack) {
    return transactions.once("ask for a look at a stack", () -> beginNow(stack));
  }

  private DriftLook beginNow(UUID id) {
    StackRecord stack = stacks.lockLiving(id);
    if (stack.status() == Status.IN_PROGRESS) {
      throw new ActionInProgressException(stack);
    }
    Optional<DriftLook> underway =
        rows.look(id).filter(look -> look.status() == Status.IN_PROGRESS);
    if (underway.isPresent()) {
      return underway.get();
    }
    DriftLook begun = DriftLook.begun(ids.get(), id, stackRows.now());
    rows.begin(begun);
    return begun;
  }

  @Override
  public Optional<DriftLook> look(UUID stack) {
    return transactions.repeatable("read the last look at a stack", () -> rows.look(stack));
  }

  @Override
  public List<ResourceDrift> found(UUID stack) {
    return transactions.repeatable("read what a look found", () -> rows.found(stack));
  }

  @Override
  public Optional<DriftTask> claim(String worker, Duration lease, Optional<Duration> every) {
    return transactions.once(
        "claim a look at a stack",
        () -> {
          Optional<UUID> taken = rows.take(worker, lease.toMillis());
          if (taken.isEmpty() && every.isPresent()) {
            Optional<UUID> due = rows.due(every.get().toMillis());
            due.filter(this::isFree).ifPresent(this::beginNow);
            taken = rows.take(worker, lease.toMillis());
          }
          return taken.flatMap(id -> task(id, worker));
        });
  }

  /** It may have begun something, or be gone, since it was found to be due. */
  private boolean isFree(UUID id) {
    return stackRows
        .lock(id)
        .filter(stack -> stack.deletedAt().isEmpty() && stack.status() != Status.IN_PROGRESS)
        .isPresent();
  }

  private Optional<DriftTask> task(UUID id, String worker) {
    return stackRows
        .lock(id)
        .map(
            stack ->
                new DriftTask(
                    rows.look(id).orElseThrow(),
                    worker,
                    stack,
                    resources.ofTree(id),
                    rows.repairedBefore(id),
                    rows.found(id)));
  }

  @Override
  public boolean renew(DriftTask task, Duration lease) {
    return transactions.repeatable(
        "keep a look at a stack",
        () -> rows.renew(task.look(), task.worker(), lease.toMillis()) > 0);
  }

  @Override
  public Optional<DriftLook> end(DriftTask task, DriftFindings findings) {
    return transactions.once(
        "store what a look found",
        () -> {
          UUID id = task.stack().id();
          Optional<StackRecord> stack = stackRows.lock(id);
          if (stack.isEmpty() || rows.renew(task.look(), task.worker(), 0) == 0) {
            return Optional.empty();
          }
          Instant now = stackRows.now();
          if (stack.get().traversal() != task.stack().traversal()) {
            DriftLook failed = task.look().ended(Status.FAILED, CHANGED, false, now);
            rows.end(failed);
            return Optional.of(failed);
          }
          DriftLook ended = task.look().ended(Status.COMPLETE, "", findings.repair(), now);
          rows.end(ended);
          rows.replace(id, findings.found());
          events.append(id, findings.events());
          if (findings.repair()) {
            stacks.turn(
                StackChange.retargeted(stack.get(), DriftFindings.repair(stack.get()), now, ids));
          }
          return Optional.of(ended);
        });
  }
}
