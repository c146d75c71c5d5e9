package io.kiln.db.stacks;

import static io.kiln.db.stacks.Columns.storable;

import io.kiln.engine.convergence.StackQuery;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.reading.StackLine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds and pages through stacks. Every statement names the project first, but for the lists of
 * everybody's stacks.
 */
final class StackListing {

  private static final Map<String, String> FILTERS =
      Map.of(
          "name", "name",
          "id", "id",
          "status", "status",
          "action", "action",
          "owner", "owner",
          "project", "project");

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

  Optional<StackRecord> owning(String project, UUID nested) {
    return one(
        "project = :project and id in (select stack_id from resource where id = :key and nested)",
        project,
        nested);
  }

  /** Whether an id stands for a stack of another project, or for one nested in it. */
  boolean isElsewhere(UUID id, String project) {
    return jdbc.sql(
            """
            select exists (
              select from stack where project <> :project
                and (id = :id or id in (select stack_id from resource where id = :id and nested)))
            """)
        .param("id", id)
        .param("project", project)
        .query(Boolean.class)
        .single();
  }

  /** A root, by id or by name. */
  Optional<StackLine> line(String project, String nameOrId) {
    return uuid(nameOrId)
        .flatMap(id -> oneLine("id = :key", project, id))
        .or(() -> oneLine("name = :key and deleted_at is null", project, storable(nameOrId)));
  }

  private Optional<StackLine> oneLine(String condition, String project, Object key) {
    return jdbc.sql(
            "select %s from stack where project = :project and %s"
                .formatted(StackRows.LINE, condition))
        .param("project", project)
        .param("key", key)
        .query((row, _) -> StackRows.line(row))
        .optional();
  }

  private Optional<StackRecord> one(String condition, String project, Object key) {
    return jdbc.sql("select %s from stack where %s".formatted(StackRows.COLUMNS, condition))
        .param("project", project)
        .param("key", key)
        .query((row, _) -> stacks.read(row))
        .optional();
  }

  static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  List<StackRecord> page(Optional<String> project, StackQuery query) {
    return page(project, query, StackRows.COLUMNS, stacks::read);
  }

  List<StackLine> lines(Optional<String> project, StackQuery query) {
    return page(project, query, StackRows.LINE, StackRows::line);
  }

  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> List<T> page(
      Optional<String> project, StackQuery query, String columns, Reader<T> reader) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    String sql =
        "select %s from stack where %s order by %s"
            .formatted(
                columns,
                matching(project, query, parameters) + afterMarker(project, query, parameters),
                String.join(
                    ", ",
                    order(query).stream()
                        .map(key -> key + (query.ascending() ? " asc" : " desc"))
                        .toList()));
    if (query.limit().isPresent()) {
      sql += " limit :limit";
      parameters.put("limit", query.limit().getAsInt());
    }
    return jdbc.sql(sql).params(parameters).query((row, _) -> reader.read(row)).list();
  }

  long count(Optional<String> project, StackQuery query) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    String sql = "select count(*) from stack where " + matching(project, query, parameters);
    return jdbc.sql(sql).params(parameters).query(Long.class).single();
  }

  private static String matching(
      Optional<String> project, StackQuery query, Map<String, Object> parameters) {
    var conditions = new ArrayList<String>();
    project.ifPresent(
        id -> {
          conditions.add("project = :project");
          parameters.put("project", id);
        });
    if (!query.showDeleted()) {
      conditions.add("deleted_at is null");
    }
    query
        .filters()
        .forEach(
            (key, values) -> {
              String parameter = "filter" + conditions.size();
              String column = column(FILTERS, key);
              conditions.add("%s = any (:%s)".formatted(column, parameter));
              parameters.put(parameter, column.equals("id") ? ids(values) : texts(values));
            });
    StackQuery.Tags tags = query.tags();
    tags(tags.all(), "tags <> '{}' and tags @> %s", conditions, parameters);
    tags(tags.any(), "tags <> '{}' and tags && %s", conditions, parameters);
    tags(tags.notAll(), "not tags @> %s", conditions, parameters);
    tags(tags.notAny(), "not tags && %s", conditions, parameters);
    return conditions.isEmpty() ? "true" : String.join(" and ", conditions);
  }

  private static void tags(
      List<String> tags, String condition, List<String> conditions, Map<String, Object> to) {
    if (!tags.isEmpty()) {
      String parameter = "tags" + conditions.size();
      conditions.add(condition.formatted("cast(:" + parameter + " as text[])"));
      to.put(parameter, texts(tags));
    }
  }

  private static String[] texts(List<String> values) {
    return values.stream().map(Columns::storable).toArray(String[]::new);
  }

  /** What is no id is nobody's. */
  private static UUID[] ids(List<String> values) {
    return values.stream().flatMap(value -> uuid(value).stream()).toArray(UUID[]::new);
  }

  /**
   * Goes on after the marker's place in the order; from the start when it is not there. The place
   * is looked up first: a comparison with values is a range of the order's index.
   */
  private String afterMarker(
      Optional<String> project, StackQuery query, Map<String, Object> parameters) {
    List<String> keys = order(query);
    Optional<List<Object>> place = query.marker().flatMap(marker -> place(project, marker, keys));
    if (place.isEmpty()) {
      return "";
    }
    var names = new ArrayList<String>();
    for (Object value : place.get()) {
      String name = "after" + names.size();
      names.add(":" + name);
      parameters.put(name, value);
    }
    return " and (%s) %s (%s)"
        .formatted(
            String.join(", ", keys), query.ascending() ? ">" : "<", String.join(", ", names));
  }

  private Optional<List<Object>> place(Optional<String> project, UUID marker, List<String> keys) {
    JdbcClient.StatementSpec statement =
        jdbc.sql(
                "select %s from stack where %s id = :marker"
                    .formatted(
                        String.join(", ", keys),
                        project.isPresent() ? "project = :project and" : ""))
            .param("marker", marker);
    project.ifPresent(id -> statement.param("project", id));
    return statement
        .query(
            (row, _) -> {
              List<Object> place = new ArrayList<>();
              for (int i = 1; i <= keys.size(); i++) {
                place.add(
                    switch (keys.get(i - 1)) {
                      case "id" -> marker;
                      case "name", "status" -> row.getString(i);
                      case String _ -> row.getObject(i, OffsetDateTime.class);
                    });
              }
              return place;
            })
        .optional();
  }

  private static List<String> order(StackQuery query) {
    return Stream.concat(
            StackQuery.order(query.sortKeys()).stream().map(key -> column(ORDERS, key)),
            Stream.of("id"))
        .toList();
  }

  private static String column(Map<String, String> columns, String key) {
    @Nullable String column = columns.get(key);
    if (column == null) {
      throw new IllegalArgumentException("stacks are not listed by '%s'".formatted(key));
    }
    return column;
  }
}
