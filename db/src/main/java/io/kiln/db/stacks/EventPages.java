package io.kiln.db.stacks;

import io.kiln.engine.convergence.StackEvent;
import io.kiln.engine.reading.EventQuery;
import io.kiln.engine.reading.SeenStack;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Pages of the table {@code event}. A page begins after the place of the last one's last event,
 * which an index finds by its id, and goes on in the order of an index; only an order by type
 * sorts.
 */
final class EventPages {

  private static final String SLASHES = "length(path) - length(replace(path, '/', ''))";

  private final JdbcClient jdbc;

  EventPages(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<StackEvent> page(SeenStack stack, EventQuery query) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("stack", stack.root().id());
    var sql =
        new StringBuilder(
            "select %s from event where stack_id = :stack".formatted(EventRows.COLUMNS));
    sql.append(inside(stack, query.depth(), parameters));
    names(stack, query, sql, parameters);
    texts(query.types(), "resource_type", sql, parameters);
    texts(query.statuses(), "status", sql, parameters);
    texts(query.actions(), "action", sql, parameters);
    query
        .marker()
        .flatMap(marker -> place(stack.root().id(), marker))
        .ifPresent(place -> after(place, query, sql, parameters));
    String way = query.ascending() ? " asc" : " desc";
    sql.append(" order by ");
    if (query.byType()) {
      sql.append("resource_type collate \"C\"").append(way).append(", ");
    }
    sql.append("sequence").append(way).append(" limit :limit");
    parameters.put("limit", query.limit());
    return jdbc.sql(sql.toString())
        .params(parameters)
        .query((row, _) -> EventRows.read(row))
        .list();
  }

  Optional<StackEvent> one(UUID root, UUID id) {
    return jdbc.sql(
            "select %s from event where stack_id = :stack and id = :id"
                .formatted(EventRows.COLUMNS))
        .param("stack", root)
        .param("id", id)
        .query((row, _) -> EventRows.read(row))
        .optional();
  }

  /**
   * The events of a stack and of so many below; of the root's own, those of {@code event_of_root}.
   */
  private static String inside(SeenStack stack, int depth, Map<String, Object> parameters) {
    if (stack.isRoot() && depth == 0) {
      return " and position('/' in path) = 0";
    }
    parameters.put("slashes", deepest(stack, depth));
    String shallow = " and " + SLASHES + " <= :slashes";
    if (stack.isRoot()) {
      return shallow;
    }
    parameters.put("itself", stack.path());
    parameters.put("first", stack.path() + "/");
    parameters.put("behind", stack.path() + "0"); // the character after the slash
    return shallow
        + " and (path collate \"C\" = :itself"
        + " or (path collate \"C\" >= :first and path collate \"C\" < :behind))";
  }

  private static int deepest(SeenStack stack, int depth) {
    int own = stack.isRoot() ? 0 : SeenStack.depth(stack.path()) + 1;
    return (int) Math.min(Integer.MAX_VALUE, (long) own + depth);
  }

  /** In one stack a name is a path, which an index knows. */
  private static void names(
      SeenStack stack, EventQuery query, StringBuilder sql, Map<String, Object> parameters) {
    if (query.names().isEmpty()) {
      return;
    }
    boolean itself = query.names().contains(stack.name());
    parameters.put("self", stack.path());
    if (query.depth() == 0) {
      parameters.put(
          "names",
          query.names().stream()
              .map(name -> Columns.storable(stack.path(name)))
              .toArray(String[]::new));
      sql.append(" and ((path collate \"C\" = any (:names) and path <> :self)");
    } else {
      parameters.put("names", query.names().stream().map(Columns::storable).toArray(String[]::new));
      sql.append(" and ((regexp_replace(path, '^.*/', '') = any (:names) and path <> :self)");
    }
    sql.append(itself ? " or path collate \"C\" = :self)" : ")");
  }

  private static void texts(
      List<String> values, String column, StringBuilder sql, Map<String, Object> parameters) {
    if (!values.isEmpty()) {
      sql.append(" and %1$s = any (:%1$s)".formatted(column));
      parameters.put(column, values.stream().map(Columns::storable).toArray(String[]::new));
    }
  }

  private record Place(long sequence, String type) {}

  private Optional<Place> place(UUID root, UUID marker) {
    return jdbc.sql(
            "select sequence, resource_type from event where stack_id = :stack and id = :marker")
        .param("stack", root)
        .param("marker", marker)
        .query((row, _) -> new Place(row.getLong("sequence"), row.getString("resource_type")))
        .optional();
  }

  private static void after(
      Place place, EventQuery query, StringBuilder sql, Map<String, Object> parameters) {
    String than = query.ascending() ? ">" : "<";
    parameters.put("sequence", place.sequence());
    if (query.byType()) {
      parameters.put("type", place.type());
      sql.append(
          " and (resource_type collate \"C\", sequence) %s (:type, :sequence)".formatted(than));
    } else {
      sql.append(" and sequence %s :sequence".formatted(than));
    }
  }
}
