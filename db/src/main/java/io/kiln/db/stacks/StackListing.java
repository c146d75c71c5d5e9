package io.kiln.db.stacks;

import io.kiln.engine.convergence.StackQuery;
import io.kiln.engine.convergence.StackRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds and pages through stacks. Every statement names the project first. */
final class StackListing {

  private static final Map<String, String> FILTERS =
      Map.of(
          "name", "name",
          "id", "id::text",
          "status", "status",
          "action", "action",
          "owner", "owner");

  private static final Map<String, String> ORDERS =
      Map.of(
          "stack_name", "name",
          "stack_status", "status",
          "creation_time", "created_at",
          "updated_time", "coalesce(updated_at, '-infinity')");

  private final JdbcClient jdbc;
  private final StackRows stacks;

  StackListing(JdbcClient jdbc, StackRows stacks) {
    this.jdbc = jdbc;
    this.stacks = stacks;
  }

  Optional<StackRecord> find(String project, String nameOrId) {
    return uuid(nameOrId)
        .flatMap(id -> one("project = :project and id = :key", project, id))
        .or(
            () ->
                one(
                    "project = :project and name = :key and deleted_at is null",
                    project,
                    nameOrId));
  }

  /** One look at the resources' key for each stack of the project. */
  Optional<StackRecord> owning(String project, UUID nested) {
    return one(
        "project = :project and exists (select 1 from resource"
            + " where stack_id = stack.id and resource.id = :key and nested)",
        project,
        nested);
  }

  private Optional<StackRecord> one(String condition, String project, Object key) {
    return jdbc.sql("select %s from stack where %s".formatted(StackRows.COLUMNS, condition))
        .param("project", project)
        .param("key", key)
        .query((row, _) -> stacks.read(row))
        .optional();
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  List<StackRecord> page(String project, StackQuery query) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    String sql =
        "select %s from stack where %s order by %s"
            .formatted(
                StackRows.COLUMNS,
                matching(project, query, parameters) + afterMarker(query, parameters),
                String.join(
                    ", ",
                    order(query).stream()
                        .map(key -> key + (query.ascending() ? " asc" : " desc"))
                        .toList()));
    if (query.limit().isPresent()) {
      sql += " limit :limit";
      parameters.put("limit", query.limit().getAsInt());
    }
    return jdbc.sql(sql).params(parameters).query((row, _) -> stacks.read(row)).list();
  }

  long count(String project, StackQuery query) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    String sql = "select count(*) from stack where " + matching(project, query, parameters);
    return jdbc.sql(sql).params(parameters).query(Long.class).single();
  }

  private static String matching(String project, StackQuery query, Map<String, Object> parameters) {
    var conditions = new ArrayList<String>();
    conditions.add("project = :project");
    parameters.put("project", project);
    if (!query.showDeleted()) {
      conditions.add("deleted_at is null");
    }
    query
        .filters()
        .forEach(
            (key, values) -> {
              String parameter = "filter" + conditions.size();
              conditions.add("%s = any (:%s)".formatted(column(FILTERS, key), parameter));
              parameters.put(parameter, values.toArray(String[]::new));
            });
    return String.join(" and ", conditions);
  }

  /** Goes on after the marker's place in the order; from the start when it is not there. */
  private static String afterMarker(StackQuery query, Map<String, Object> parameters) {
    if (query.marker().isEmpty()) {
      return "";
    }
    parameters.put("marker", query.marker().get());
    String keys = String.join(", ", order(query));
    String marker = "from stack where project = :project and id = :marker";
    return " and (not exists (select %s) or (%s) %s (select %s %s))"
        .formatted("1 " + marker, keys, query.ascending() ? ">" : "<", keys, marker);
  }

  private static List<String> order(StackQuery query) {
    var keys = new ArrayList<String>();
    if (query.sortKeys().isEmpty()) {
      keys.add("created_at");
    }
    query.sortKeys().forEach(key -> keys.add(column(ORDERS, key)));
    keys.add("id");
    return keys;
  }

  private static String column(Map<String, String> columns, String key) {
    @Nullable String column = columns.get(key);
    if (column == null) {
      throw new IllegalArgumentException("stacks are not listed by '%s'".formatted(key));
    }
    return column;
  }
}
