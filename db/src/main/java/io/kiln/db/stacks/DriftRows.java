package io.kiln.db.stacks;

import static io.kiln.db.stacks.Columns.at;
import static io.kiln.db.stacks.Columns.instant;
import static io.kiln.db.stacks.Columns.instantIfAny;
import static io.kiln.db.stacks.Columns.storable;
import static io.kiln.db.stacks.Columns.text;
import static io.kiln.db.stacks.Columns.textIfAny;
import static io.kiln.db.stacks.Columns.uuid;

import io.kiln.db.secret.StoredValue;
import io.kiln.engine.convergence.DriftLook;
import io.kiln.engine.convergence.ResourceDrift;
import io.kiln.engine.planning.Drift;
import io.kiln.engine.planning.DriftPolicy;
import io.kiln.engine.planning.Status;
import io.kiln.templates.value.Value;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code drift_look} and {@code drift}. */
final class DriftRows {

  private final JdbcClient jdbc;
  private final StoredValue values;

  DriftRows(JdbcClient jdbc, StoredValue values) {
    this.jdbc = jdbc;
    this.values = values;
  }

  Optional<DriftLook> look(UUID stack) {
    return jdbc.sql("select * from drift_look where stack_id = :stack")
        .param("stack", stack)
        .query((row, _) -> read(row))
        .optional();
  }

  /** A new look in the place of the last, which was over. */
  void begin(DriftLook look) {
    jdbc.sql(
            """
            insert into drift_look (
              stack_id, id, status, reason, begun_at, repairing, repaired_before)
            values (:stack, :id, 'IN_PROGRESS', :reason, :begun_at, false, false)
            on conflict (stack_id) do update set
              id = excluded.id, status = excluded.status, reason = excluded.reason,
              begun_at = excluded.begun_at, ended_at = null, repairing = false,
              repaired_before = drift_look.repairing, holder = null, held_until = null
            """)
        .param("stack", look.stack())
        .param("id", look.id())
        .param("reason", look.reason())
        .param("begun_at", at(look.begunAt()))
        .update();
  }

  /** The stack that is looked at, of a look that nobody holds. */
  Optional<UUID> take(String worker, long leaseMillis) {
    return jdbc.sql(
            """
            update drift_look set
              holder = :worker,
              held_until = clock_timestamp() + :lease * interval '1 millisecond'
            where stack_id = (
              select stack_id from drift_look
              where status = 'IN_PROGRESS'
                and (held_until is null or held_until <= clock_timestamp())
              order by begun_at limit 1 for update skip locked)
            returning stack_id
            """)
        .param("worker", worker)
        .param("lease", leaseMillis)
        .query((row, _) -> uuid(row, "stack_id"))
        .optional();
  }

  int renew(DriftLook look, String worker, long leaseMillis) {
    return jdbc.sql(
            """
            update drift_look set
              held_until = clock_timestamp() + :lease * interval '1 millisecond'
            where stack_id = :stack and id = :id and holder = :worker and status = 'IN_PROGRESS'
            """)
        .param("lease", leaseMillis)
        .param("stack", look.stack())
        .param("id", look.id())
        .param("worker", worker)
        .update();
  }

  /** The stack whose last look is the oldest, when it is older than that and nobody looks. */
  Optional<UUID> due(long everyMillis) {
    return jdbc.sql(
            """
            select stack.id from stack left join drift_look on drift_look.stack_id = stack.id
            where stack.deleted_at is null and stack.status <> 'IN_PROGRESS'
              and (drift_look.begun_at is null
                or drift_look.begun_at < clock_timestamp() - :every * interval '1 millisecond')
              and not exists (select 1 from drift_look where status = 'IN_PROGRESS')
            order by drift_look.begun_at nulls first, stack.id limit 1
            """)
        .param("every", everyMillis)
        .query((row, _) -> uuid(row, "id"))
        .optional();
  }

  boolean repairedBefore(UUID stack) {
    return jdbc.sql("select repaired_before from drift_look where stack_id = :stack")
        .param("stack", stack)
        .query(Boolean.class)
        .single();
  }

  void end(DriftLook look) {
    jdbc.sql(
            """
            update drift_look set
              status = :status, reason = :reason, ended_at = :ended_at, repairing = :repairing,
              holder = null, held_until = null
            where stack_id = :stack
            """)
        .param("status", look.status().name())
        .param("reason", look.reason())
        .param("ended_at", at(look.endedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("repairing", look.repairing())
        .param("stack", look.stack())
        .update();
  }

  List<ResourceDrift> found(UUID stack) {
    return jdbc.sql("select * from drift where stack_id = :stack order by path, resource_id")
        .param("stack", stack)
        .query((row, _) -> readDrift(row))
        .list();
  }

  void replace(UUID stack, List<ResourceDrift> found) {
    jdbc.sql("delete from drift where stack_id = :stack").param("stack", stack).update();
    for (ResourceDrift each : found) {
      insert(stack, each);
    }
  }

  private void insert(UUID stack, ResourceDrift each) {
    jdbc.sql(
            """
            insert into drift (
              stack_id, resource_id, path, type, physical_id, policy, state, reason, differences,
              looked_at)
            values (
              :stack, :resource, :path, :type, :physical_id, :policy, :state, :reason,
              :differences, :looked_at)
            """)
        .param("stack", stack)
        .param("resource", each.resource())
        .param("path", each.path())
        .param("type", each.type())
        .param("physical_id", each.physicalId().orElse(null))
        .param("policy", each.policy().name())
        .param("state", each.drift().state().name())
        .param("reason", storable(each.drift().reason()))
        .param("differences", values.write(written(each.drift().differences())))
        .param("looked_at", at(each.at()))
        .update();
  }

  private static Value written(List<Drift.Difference> differences) {
    return Value.list(differences.stream().map(DriftRows::written).toList());
  }

  private static Value written(Drift.Difference difference) {
    Map<String, Value> entries = new LinkedHashMap<>();
    entries.put("path", Value.text(difference.path()));
    entries.put("kind", Value.text(difference.kind().name()));
    difference.expected().ifPresent(value -> entries.put("expected", value));
    difference.actual().ifPresent(value -> entries.put("actual", value));
    return Value.map(entries);
  }

  private ResourceDrift readDrift(ResultSet row) throws SQLException {
    Value.ListOf differences = (Value.ListOf) values.read(text(row, "differences"));
    return new ResourceDrift(
        uuid(row, "resource_id"),
        text(row, "path"),
        text(row, "type"),
        textIfAny(row, "physical_id"),
        DriftPolicy.valueOf(text(row, "policy")),
        new Drift(
            Drift.State.valueOf(text(row, "state")),
            text(row, "reason"),
            differences.items().stream()
                .map(Value.MapOf.class::cast)
                .map(DriftRows::difference)
                .toList()),
        instant(row, "looked_at"));
  }

  private static Drift.Difference difference(Value.MapOf written) {
    return new Drift.Difference(
        written.get("path").toString(),
        Drift.Kind.valueOf(written.get("kind").toString()),
        Optional.ofNullable(written.entries().get("expected")),
        Optional.ofNullable(written.entries().get("actual")));
  }

  private static DriftLook read(ResultSet row) throws SQLException {
    return new DriftLook(
        uuid(row, "id"),
        uuid(row, "stack_id"),
        Status.valueOf(text(row, "status")),
        text(row, "reason"),
        instant(row, "begun_at"),
        instantIfAny(row, "ended_at"),
        row.getBoolean("repairing"));
  }
}
