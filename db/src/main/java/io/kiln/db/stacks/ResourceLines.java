package io.kiln.db.stacks;

import static io.kiln.db.stacks.Columns.storable;
import static io.kiln.db.stacks.Columns.text;
import static io.kiln.db.stacks.Columns.uuid;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.PhysicalName;
import io.kiln.engine.planning.Status;
import io.kiln.engine.reading.ResourceLine;
import io.kiln.engine.reading.ResourceQuery;
import io.kiln.engine.reading.SeenResource;
import io.kiln.engine.reading.SeenStack;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows of the table {@code resource} as people see them: without values, each place once. While one
 * is being replaced, the row that takes its place is seen.
 */
final class ResourceLines {

  /** Of these a {@link ResourceLine} is made, in the order of its parts. */
  static final String LINE =
      """
      r.id, r.path, r.parent, r.type, r.nested, r.physical_id, r.action, r.status, r.status_reason,
      r.created_at, r.updated_at
      """;

  /** The row is in nobody else's place. */
  static final String SERVING =
      """
      not exists (
        select 1 from resource s where s.stack_id = r.stack_id and s.replaces = r.id)
      """;

  /** So few resources are asked for one by one who relies on them; of more, all of their stacks. */
  private static final int FEW = 50;

  private final JdbcClient jdbc;

  ResourceLines(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Reads a row that begins with {@link #LINE}. */
  static ResourceLine line(ResultSet selected) throws SQLException {
    var row = new InOrder(selected);
    return new ResourceLine(
        row.uuid(),
        row.text(),
        row.uuidIfAny(),
        row.text(),
        row.truth(),
        row.textIfAny(),
        Action.valueOf(row.text()),
        Status.valueOf(row.text()),
        row.text(),
        row.instant(),
        row.instant());
  }

  /** A nested stack with those around it, the outermost first. */
  record Way(UUID root, List<ResourceLine> lines) {}

  Optional<Way> way(UUID nested) {
    return way("r.id = :key", nested);
  }

  /** All ways that a name may mean; its end is a part of the id only. */
  List<Way> waysTo(String name) {
    OptionalLong mark = PhysicalName.mark(name);
    return mark.isEmpty()
        ? List.of()
        : jdbc
            .sql("select r.id from resource r where r.nested and name_mark(r.id) = :mark")
            .param("mark", mark.getAsLong())
            .query((row, _) -> uuid(row, "id"))
            .list()
            .stream()
            .flatMap(id -> way(id).stream())
            .toList();
  }

  private Optional<Way> way(String condition, Object key) {
    List<Map.Entry<UUID, ResourceLine>> up =
        jdbc.sql(
                """
                with recursive way as (
                  select r.*, 0 as up from resource r where %s and r.nested
                  union all
                  select outside.*, way.up + 1 from way
                    join resource outside on outside.stack_id = way.stack_id and outside.id = way.parent)
                select %s, r.stack_id from way r order by r.up desc
                """
                    .formatted(condition, LINE))
            .param("key", key)
            .query((row, _) -> Map.entry(uuid(row, "stack_id"), line(row)))
            .list();
    return up.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Way(up.getFirst().getKey(), up.stream().map(Map.Entry::getValue).toList()));
  }

  /** The stacks within one, at most so many levels down, outer ones first. */
  List<SeenStack> nested(SeenStack stack, int levels) {
    if (levels <= 0) {
      return List.of();
    }
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("stack", stack.root().id());
    parameters.put("levels", levels);
    List<ResourceLine> lines =
        jdbc.sql(
                """
                with recursive inside as (
                  select r.*, 1 as level from resource r
                    where r.stack_id = :stack and r.nested and %s and %s
                  union all
                  select r.*, inside.level + 1 from inside
                    join resource r on r.stack_id = :stack and r.parent = inside.id and r.nested
                    where inside.level < :levels and %s)
                select %s from inside r order by r.level
                """
                    .formatted(in(stack, parameters), SERVING, SERVING, LINE))
            .params(parameters)
            .query((row, _) -> line(row))
            .list();
    return known(stack, lines);
  }

  /** Outer ones come before inner ones. */
  static List<SeenStack> known(SeenStack stack, List<ResourceLine> nested) {
    Map<UUID, SeenStack> byId = new LinkedHashMap<>();
    byId.put(stack.id(), stack);
    for (ResourceLine line : nested) {
      Optional.ofNullable(byId.get(line.parent().orElse(stack.root().id())))
          .ifPresent(outer -> byId.put(line.id(), outer.inner(line)));
    }
    return byId.values().stream().skip(1).toList();
  }

  /** What lies directly in a stack; of the root that has no parent. */
  static String in(SeenStack stack, Map<String, Object> parameters) {
    if (stack.isRoot()) {
      return "r.parent is null";
    }
    parameters.put("parent", stack.id());
    return "r.parent = :parent";
  }

  List<SeenResource> list(SeenStack stack, ResourceQuery query) {
    Map<UUID, SeenStack> stacks = new LinkedHashMap<>();
    stacks.put(stack.id(), stack);
    nested(stack, query.depth()).forEach(inner -> stacks.put(inner.id(), inner));
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("stack", stack.root().id());
    String scope = scope(stack, stacks.keySet(), parameters);
    String filters = filters(query, parameters);
    List<ResourceLine> lines =
        jdbc.sql(
                "select %s from resource r where r.stack_id = :stack and %s and %s %s order by r.created_at, r.path"
                    .formatted(LINE, scope, SERVING, filters))
            .params(parameters)
            .query((row, _) -> line(row))
            .list();
    Map<UUID, List<String>> requiredBy =
        lines.size() <= FEW
            ? requiring(stack.root().id(), lines.stream().map(ResourceLine::id).toList())
            : requiring(scope, parameters);
    return lines.stream()
        .map(
            line ->
                new SeenResource(
                    Objects.requireNonNull(stacks.get(line.parent().orElse(stack.root().id()))),
                    line,
                    requiredBy.getOrDefault(line.id(), List.of())))
        .toList();
  }

  private static String scope(
      SeenStack stack, Collection<UUID> stacks, Map<String, Object> parameters) {
    String own = in(stack, parameters);
    if (stacks.size() == 1) {
      return own;
    }
    parameters.put("parents", stacks.toArray(UUID[]::new));
    return stack.isRoot()
        ? "(%s or r.parent = any (:parents))".formatted(own)
        : "r.parent = any (:parents)";
  }

  private static String filters(ResourceQuery query, Map<String, Object> parameters) {
    var conditions = new StringBuilder();
    texts(
        query.names(), "regexp_replace(r.path, '^.*/', '') = any (:names)", conditions, parameters);
    texts(
        query.types(),
        "exists (select 1 from unnest(:types) part where position(part in r.type) > 0)",
        conditions,
        parameters);
    texts(
        query.states(),
        "(r.status = any (:states) or r.action || '_' || r.status = any (:states))",
        conditions,
        parameters);
    texts(query.actions(), "r.action = any (:actions)", conditions, parameters);
    texts(
        query.physicalIds(),
        "case when r.nested then r.id::text else coalesce(r.physical_id, '') end = any (:physical)",
        conditions,
        parameters);
    if (query.byId()) {
      conditions.append(" and r.id = any (:ids)");
      parameters.put("ids", query.ids().toArray(UUID[]::new));
    }
    return conditions.toString();
  }

  private static void texts(
      List<String> values, String condition, StringBuilder to, Map<String, Object> parameters) {
    if (!values.isEmpty()) {
      to.append(" and ").append(condition);
      int name = condition.lastIndexOf(':');
      String parameter = condition.substring(name + 1).replaceAll("\\W.*", "");
      parameters.put(parameter, values.stream().map(Columns::storable).toArray(String[]::new));
    }
  }

  /** The names of those that rely on each of these rows. */
  Map<UUID, List<String>> requiring(UUID root, List<UUID> needed) {
    return needed.isEmpty()
        ? Map.of()
        : byNeed(
            jdbc.sql(
                    """
                    select need.id as needed, r.path from resource r
                      join unnest(r.requires) need(id) on need.id = any (:needed)
                      where r.requires <> '{}' and r.requires && :needed and r.stack_id = :stack
                        and %s
                    """
                        .formatted(SERVING))
                .param("needed", needed.toArray(UUID[]::new))
                .param("stack", root));
  }

  private Map<UUID, List<String>> requiring(String scope, Map<String, Object> parameters) {
    return byNeed(
        jdbc.sql(
                """
                select need.id as needed, r.path from resource r
                  cross join unnest(r.requires) need(id)
                  where r.stack_id = :stack and r.requires <> '{}' and %s and %s
                """
                    .formatted(scope, SERVING))
            .params(parameters));
  }

  private static Map<UUID, List<String>> byNeed(JdbcClient.StatementSpec query) {
    Map<UUID, List<String>> names = new HashMap<>();
    query.query(
        row -> {
          String path = text(row, "path");
          names
              .computeIfAbsent(uuid(row, "needed"), _ -> new ArrayList<>())
              .add(path.substring(path.lastIndexOf('/') + 1));
        });
    names.values().forEach(list -> list.sort(null));
    return names;
  }

  /** The nested stacks at these paths of a tree, and those around them, outer ones first. */
  List<ResourceLine> stacksAt(UUID root, Collection<String> paths) {
    return jdbc.sql(
            """
            select %s from resource r
              where r.stack_id = :stack and r.path = any (:paths) and r.nested and %s
              order by length(r.path) - length(replace(r.path, '/', '')), r.path
            """
                .formatted(LINE, SERVING))
        .param("stack", root)
        .param("paths", paths.stream().map(path -> storable(path)).toArray(String[]::new))
        .query((row, _) -> line(row))
        .list();
  }

  /** Every nested stack of a project's living trees, with the tree it lies in, outer ones first. */
  Map<UUID, List<ResourceLine>> ofLivingTrees(Optional<String> project) {
    Map<UUID, List<ResourceLine>> byTree = new LinkedHashMap<>();
    JdbcClient.StatementSpec statement =
        jdbc.sql(
            """
            select %s, r.stack_id from stack
              join resource r on r.stack_id = stack.id and r.nested
              where %s stack.deleted_at is null and %s
              order by length(r.path) - length(replace(r.path, '/', ''))
            """
                .formatted(
                    LINE, project.isPresent() ? "stack.project = :project and" : "", SERVING));
    project.ifPresent(id -> statement.param("project", id));
    statement.query(
        row -> {
          byTree.computeIfAbsent(uuid(row, "stack_id"), _ -> new ArrayList<>()).add(line(row));
        });
    return byTree;
  }
}
