package io.kiln.db.stacks;

import static io.kiln.db.stacks.Columns.at;
import static io.kiln.db.stacks.Columns.instant;
import static io.kiln.db.stacks.Columns.storable;
import static io.kiln.db.stacks.Columns.text;
import static io.kiln.db.stacks.Columns.textIfAny;
import static io.kiln.db.stacks.Columns.uuid;
import static io.kiln.db.stacks.Columns.uuidIfAny;
import static java.util.stream.Collectors.joining;

import io.kiln.db.secret.StoredValue;
import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Heard;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.engine.planning.Stops;
import io.kiln.engine.reading.SeenStack;
import io.kiln.templates.model.DeletionPolicy;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code resource}; its column {@code heard} is no driver's to write. */
final class ResourceRows {

  /**
   * Ids are joined: rows in a list of ids, {@code id = any (?)}, are compared with each of them as
   * soon as the planner takes the table row by row, which it does for many.
   */
  static final String SOME =
      """
      select r.* from unnest(?::uuid[]) wanted(id)
        join resource r on r.stack_id = ? and r.id = wanted.id
      """;

  static final String REMOVAL =
      """
      delete from resource r using unnest(?::uuid[]) gone(id)
        where r.stack_id = ? and r.id = gone.id
      """;

  private static final String UPSERT =
      """
      insert into resource (
        stack_id, id, path, parent, type, nested, physical_id, action, status, status_reason,
        properties, attempting, attributes, metadata, requires, replaces, deletion_policy,
        checkpoint, token, attempts, created_at, updated_at, made_for, stops)
      values (
        ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::uuid[], ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (stack_id, id) do update set
        path = excluded.path, parent = excluded.parent, type = excluded.type,
        nested = excluded.nested, physical_id = excluded.physical_id, action = excluded.action,
        status = excluded.status, status_reason = excluded.status_reason,
        properties = excluded.properties, attempting = excluded.attempting,
        attributes = excluded.attributes, metadata = excluded.metadata,
        requires = excluded.requires, replaces = excluded.replaces,
        deletion_policy = excluded.deletion_policy, checkpoint = excluded.checkpoint,
        token = excluded.token, attempts = excluded.attempts, created_at = excluded.created_at,
        updated_at = excluded.updated_at, made_for = excluded.made_for, stops = excluded.stops
      """;

  /** A bound of the driver's memory, not of the database. */
  private static final int BATCH = 2000;

  private final JdbcTemplate jdbc;
  private final StoredValue values;

  ResourceRows(JdbcTemplate jdbc, StoredValue values) {
    this.jdbc = jdbc;
    this.values = values;
  }

  List<ResourceState> ofTree(UUID stack) {
    return jdbc.query(
        "select * from resource where stack_id = ? order by path, created_at, id",
        (row, _) -> read(row),
        stack);
  }

  /** The rows at one place, the oldest first. */
  List<ResourceState> there(UUID stack, String path) {
    return jdbc.query(
        "select * from resource where stack_id = ? and path = ? order by created_at, id",
        (row, _) -> read(row),
        stack,
        storable(path));
  }

  /** The rows of one stack of the tree: the root, or what lies in a nested one. */
  List<ResourceState> beside(UUID stack, Optional<UUID> parent) {
    return jdbc.query(
        """
        select * from resource where stack_id = ? and parent is not distinct from ?::uuid
        order by path, created_at, id
        """,
        (row, _) -> read(row),
        stack,
        parent.map(UUID::toString).orElse(null));
  }

  /** Rows of a tree by their ids, in no order. */
  List<ResourceState> some(UUID stack, Collection<UUID> ids) {
    return jdbc.query(SOME, (row, _) -> read(row), array(Set.copyOf(ids)), stack);
  }

  /**
   * The row of one stack that people see, by a column.
   *
   * @param column {@code path} or {@code physical_id}
   */
  Optional<ResourceState> serving(SeenStack stack, String column, String value) {
    return inside(stack, "and r.%s = :value".formatted(column), Map.of("value", storable(value)))
        .stream()
        .findFirst();
  }

  /** The rows of one stack that people see, the oldest first. */
  List<ResourceState> within(SeenStack stack) {
    return inside(stack, "", Map.of());
  }

  private List<ResourceState> inside(SeenStack stack, String more, Map<String, Object> values) {
    Map<String, Object> parameters = new LinkedHashMap<>(values);
    parameters.put("stack", stack.root().id());
    return JdbcClient.create(jdbc)
        .sql(
            "select * from resource r where r.stack_id = :stack and %s and %s %s order by created_at, path"
                .formatted(ResourceLines.in(stack, parameters), ResourceLines.SERVING, more))
        .params(parameters)
        .query((row, _) -> read(row))
        .list();
  }

  /** What was said to rows, of all to whom anything was. */
  Map<UUID, Heard> heard(UUID stack) {
    Map<UUID, Heard> said = new LinkedHashMap<>();
    jdbc.query(
        "select id, heard from resource where stack_id = ? and heard is not null",
        row -> {
          said.put(uuid(row, "id"), heard(row));
        },
        stack);
    return said;
  }

  void hear(UUID stack, Map<UUID, Heard> said) {
    said.forEach(
        (id, heard) ->
            jdbc.update(
                "update resource set heard = ? where stack_id = ? and id = ?",
                values.write(heard.value()),
                stack,
                id));
  }

  void write(UUID stack, Collection<ResourceState> rows) {
    // One statement may not touch a row twice; the last word counts.
    Map<UUID, ResourceState> last = new LinkedHashMap<>();
    rows.forEach(row -> last.put(row.id(), row));
    if (!last.isEmpty()) {
      jdbc.batchUpdate(
          UPSERT, last.values(), BATCH, (statement, row) -> bind(statement, stack, row));
    }
  }

  void remove(UUID stack, Set<UUID> ids) {
    if (!ids.isEmpty()) {
      jdbc.update(REMOVAL, array(ids), stack);
    }
  }

  private void bind(PreparedStatement to, UUID stack, ResourceState row) throws SQLException {
    to.setObject(1, stack);
    to.setObject(2, row.id());
    to.setString(3, storable(row.path()));
    to.setObject(4, row.parent().orElse(null), java.sql.Types.OTHER);
    to.setString(5, storable(row.type()));
    to.setBoolean(6, row.nested());
    to.setString(7, row.physicalId().map(Columns::storable).orElse(null));
    to.setString(8, row.action().name());
    to.setString(9, row.status().name());
    to.setString(10, storable(row.statusReason()));
    to.setString(11, values.write(row.properties()));
    to.setString(12, row.attempting().map(values::write).orElse(null));
    to.setString(13, row.attributes().map(values::write).orElse(null));
    to.setString(14, values.write(row.metadata()));
    to.setString(15, array(row.requires()));
    to.setObject(16, row.replaces().orElse(null), java.sql.Types.OTHER);
    to.setString(17, row.deletionPolicy().name());
    to.setString(18, row.checkpoint().map(values::write).orElse(null));
    to.setString(19, storable(row.token()));
    to.setInt(20, row.attempts());
    to.setObject(21, at(row.createdAt()));
    to.setObject(22, at(row.updatedAt()));
    to.setLong(23, row.madeFor());
    to.setString(24, row.stops().equals(Stops.NONE) ? null : values.write(row.stops().value()));
  }

  private ResourceState read(ResultSet row) throws SQLException {
    return new ResourceState(
        uuid(row, "id"),
        text(row, "path"),
        uuidIfAny(row, "parent"),
        text(row, "type"),
        row.getBoolean("nested"),
        textIfAny(row, "physical_id"),
        Action.valueOf(text(row, "action")),
        Status.valueOf(text(row, "status")),
        text(row, "status_reason"),
        values.readMap(text(row, "properties")),
        textIfAny(row, "attempting").map(values::readMap),
        textIfAny(row, "attributes").map(values::readMap),
        values.read(text(row, "metadata")),
        Set.of((UUID[]) row.getArray("requires").getArray()),
        uuidIfAny(row, "replaces"),
        DeletionPolicy.valueOf(text(row, "deletion_policy")),
        textIfAny(row, "checkpoint").map(values::read),
        text(row, "token"),
        row.getInt("attempts"),
        instant(row, "created_at"),
        instant(row, "updated_at"),
        row.getLong("made_for"),
        textIfAny(row, "stops").map(values::readMap).map(Stops::of).orElse(Stops.NONE),
        heard(row));
  }

  private Heard heard(ResultSet row) throws SQLException {
    return textIfAny(row, "heard").map(values::readMap).map(Heard::of).orElse(Heard.NOTHING);
  }

  /** As PostgreSQL writes arrays: a text parameter costs the driver no look-up of types. */
  private static String array(Set<UUID> ids) {
    return ids.stream().map(UUID::toString).collect(joining(",", "{", "}"));
  }
}
