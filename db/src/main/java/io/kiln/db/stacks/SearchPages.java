package io.kiln.db.stacks;

import static io.kiln.db.stacks.Columns.storable;

import io.kiln.engine.reading.Found;
import io.kiln.engine.reading.ResourceLine;
import io.kiln.engine.reading.SearchQuery;
import io.kiln.engine.reading.SearchWord;
import io.kiln.engine.reading.StackLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds a word in what a project has. It goes along the project's living stacks by name, and in
 * each along the paths of its resources: both orders are indexes', so that it begins where the page
 * before ended and stops when the page is full. All pages of a search together go over the project
 * once, and none looks at another project. An index of trigrams would be one over all projects, of
 * an extension that not every database has.
 */
final class SearchPages {

  /** The names' order, which is an index's; what is gone is not in it. */
  static final String STACKS =
      """
      select %s from stack s
        where s.project = :project and s.deleted_at is null and s.name > :name and (%s)
        order by s.name limit :limit
      """;

  static final String RESOURCES =
      """
      select %s, s.id as root from stack s join resource r on r.stack_id = s.id
        where s.project = :project and s.deleted_at is null and s.name >= :name
          and (s.name, r.path, r.id) > (:name, :path, :id) and (%s) and %s
        order by s.name, r.path, r.id limit :limit
      """;

  /** The row, and every stack that it lies in, is in nobody else's place. */
  static final String SERVING =
      """
      not exists (
        with recursive way(id) as (
          select r.id
          union all
          select o.parent from way
            join resource o on o.stack_id = r.stack_id and o.id = way.id
            where o.parent is not null)
        select 1 from way join resource s on s.stack_id = r.stack_id and s.replaces = way.id)
      """;

  private static final List<String> OF_STACKS =
      List.of("s.name", "s.id::text", "s.action || '_' || s.status", "s.status");
  private static final List<String> OF_RESOURCES =
      List.of(
          "r.path",
          "regexp_replace(r.path, '^.*/', '')",
          "r.type",
          "r.physical_id",
          "r.id::text",
          "r.action || '_' || r.status",
          "r.status");

  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final JdbcClient jdbc;

  SearchPages(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Found> page(String project, SearchQuery query) {
    List<Found> page = new ArrayList<>();
    if (query.wants(Found.Kind.STACK)) {
      page.addAll(stacks(project, query));
    }
    if (query.wants(Found.Kind.RESOURCE) && page.size() < query.limit()) {
      page.addAll(resources(project, query, query.limit() - page.size()));
    }
    return page;
  }

  private List<Found> stacks(String project, SearchQuery query) {
    return jdbc
        .sql(STACKS.formatted(StackRows.LINE, inStack(query.word())))
        .param("project", project)
        .param("word", storable(query.word().folded()))
        .param("name", query.after(Found.Kind.STACK).map(SearchQuery.Place::stack).orElse(""))
        .param("limit", query.limit())
        .query((row, _) -> StackRows.line(row))
        .list()
        .stream()
        .flatMap(line -> Found.in(line, query.word()).stream())
        .toList();
  }

  private List<Found> resources(String project, SearchQuery query, int limit) {
    Optional<SearchQuery.Place> after = query.after(Found.Kind.RESOURCE);
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("project", project);
    parameters.put("word", storable(query.word().folded()));
    parameters.put("name", after.map(SearchQuery.Place::stack).orElse(""));
    parameters.put("path", after.map(SearchQuery.Place::path).orElse(""));
    parameters.put("id", after.map(SearchQuery.Place::id).orElse(BEFORE_ALL));
    parameters.put("limit", limit);
    List<Map.Entry<UUID, ResourceLine>> rows =
        jdbc.sql(RESOURCES.formatted(ResourceLines.LINE, inResource(query.word()), SERVING))
            .params(parameters)
            .query((row, _) -> Map.entry(Columns.uuid(row, "root"), ResourceLines.line(row)))
            .list();
    Map<UUID, StackLine> roots = roots(rows.stream().map(Map.Entry::getKey).distinct().toList());
    return rows.stream()
        .flatMap(
            row ->
                Optional.ofNullable(roots.get(row.getKey()))
                    .flatMap(root -> Found.in(root, row.getValue(), query.word()))
                    .stream())
        .toList();
  }

  private Map<UUID, StackLine> roots(List<UUID> ids) {
    Map<UUID, StackLine> roots = new LinkedHashMap<>();
    jdbc.sql("select %s from stack where id = any (:ids)".formatted(StackRows.LINE))
        .param("ids", ids.toArray(UUID[]::new))
        .query((row, _) -> StackRows.line(row))
        .list()
        .forEach(line -> roots.put(line.id(), line));
    return roots;
  }

  /** Whether a stack {@code s} has the word, which is a parameter. */
  static String inStack(SearchWord word) {
    return any(OF_STACKS, word)
        + " or exists (select 1 from unnest(s.tags) tag where %s)".formatted(has("tag", word));
  }

  /** Whether a resource {@code r} has the word. */
  static String inResource(SearchWord word) {
    return any(OF_RESOURCES, word);
  }

  private static String any(List<String> texts, SearchWord word) {
    return texts.stream().map(text -> has(text, word)).collect(Collectors.joining(" or "));
  }

  /** As {@link SearchWord#in}: by the rules of "C", only A to Z have small letters. */
  private static String has(String text, SearchWord word) {
    String folded = "lower((%s) collate \"C\")".formatted(text);
    return word.anywhere()
        ? "position(:word in %s) > 0".formatted(folded)
        : "starts_with(%s, :word)".formatted(folded);
  }
}
