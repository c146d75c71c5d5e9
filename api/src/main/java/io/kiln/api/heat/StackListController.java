package io.kiln.api.heat;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kiln.api.auth.AllProjects;
import io.kiln.api.auth.Caller;
import io.kiln.api.heat.Links.Link;
import io.kiln.api.http.Query;
import io.kiln.api.http.Uuids;
import io.kiln.engine.convergence.StackQuery;
import io.kiln.engine.reading.SeenStack;
import io.kiln.engine.reading.StackReads;
import io.kiln.templates.model.Frame;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Lists of stacks: with filters, in pages. */
@RestController
final class StackListController {

  /** Filters under Heat's names, and the name the store knows each by. */
  private static final Map<String, String> FILTERS =
      Map.ofEntries(
          Map.entry("id", "id"),
          Map.entry("stack_identity", "id"),
          Map.entry("name", "name"),
          Map.entry("stack_name", "name"),
          Map.entry("status", "status"),
          Map.entry("stack_status", "status"),
          Map.entry("action", "action"),
          Map.entry("stack_action", "action"),
          Map.entry("tenant", "project"),
          Map.entry("username", "owner"),
          Map.entry("stack_owner", "owner"));

  private static final List<String> SORT_KEYS =
      List.of("stack_name", "stack_status", "creation_time", "updated_time");

  private final StackReads reads;
  private final StackReader reader;
  private final HiddenTags hidden;
  private final AllProjects allProjects;

  StackListController(
      StackReads reads, StackReader reader, HiddenTags hidden, AllProjects allProjects) {
    this.reads = reads;
    this.reader = reader;
    this.hidden = hidden;
    this.allProjects = allProjects;
  }

  /**
   * One page.
   *
   * @param links to the next page, when this one is full
   * @param count all stacks that fit, when it was asked for
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Page<T>(List<T> stacks, @Nullable List<Link> links, @Nullable Long count) {}

  @GetMapping("/v1/{project}/stacks")
  Page<StackView.Brief> list(@PathVariable String project, HttpServletRequest request) {
    return page(project, request, (stack, links, _) -> StackView.Brief.of(stack, links));
  }

  @GetMapping("/v1/{project}/stacks/detail")
  Page<StackView.Full> detail(@PathVariable String project, HttpServletRequest request) {
    return page(
        project,
        request,
        (stack, links, everywhere) ->
            StackView.Full.of(
                stack,
                reader.frame(stack).map(Frame::description).orElse(""),
                links,
                reader.parameters(stack),
                OutputView.all(reader.given(stack), reader.outputs(stack)),
                everywhere ? stack.root().project() : null));
  }

  /** How a stack is shown. */
  @FunctionalInterface
  private interface View<T> {
    /**
     * Shows it.
     *
     * @param links of its own project
     * @param everywhere whether the list is of every project's stacks
     */
    T of(SeenStack stack, Links links, boolean everywhere);
  }

  private <T> Page<T> page(String project, HttpServletRequest request, View<T> view) {
    var query = new Query(request);
    boolean everywhere = query.bool("global_tenant", false);
    if (everywhere) {
      allProjects.permit(Caller.of(request), "stacks");
    }
    ListScope scope =
        everywhere ? new ListScope.Everywhere(reads) : new ListScope.OfProject(reads, project);
    Map<String, Links> links = new HashMap<>();
    Function<SeenStack, T> shown =
        stack ->
            view.of(
                stack,
                links.computeIfAbsent(stack.root().project(), own -> Links.of(request, own)),
                everywhere);
    StackQuery wanted = wanted(query);
    boolean counted = query.bool("with_count", false);
    if (query.bool("show_nested", false) || query.text("owner_id").isPresent()) {
      NestedList list = NestedList.of(scope, wanted, query.text("owner_id"));
      return page(list.page(), counted ? list.count() : null, wanted, request, shown);
    }
    List<SeenStack> found = scope.roots(wanted);
    return page(found, counted ? scope.count(wanted) : null, wanted, request, shown);
  }

  private static <T> Page<T> page(
      List<SeenStack> found,
      @Nullable Long count,
      StackQuery wanted,
      HttpServletRequest request,
      Function<SeenStack, T> view) {
    boolean full = wanted.limit().isPresent() && found.size() == wanted.limit().getAsInt();
    return new Page<>(
        found.stream().map(view).toList(),
        full && !found.isEmpty() ? List.of(next(request, found.getLast())) : null,
        count);
  }

  private StackQuery wanted(Query query) {
    Map<String, List<String>> filters = new LinkedHashMap<>();
    for (String key : query.keys()) {
      String filter = FILTERS.get(key);
      if (filter != null) {
        filters.put(filter, query.all(key));
      }
    }
    List<String> sortKeys =
        query.all("sort_keys").stream()
            .flatMap(keys -> List.of(keys.split(",")).stream())
            .filter(SORT_KEYS::contains)
            .toList();
    return new StackQuery(
        filters,
        query.bool("show_deleted", false),
        query.number("limit"),
        query.text("marker").flatMap(Uuids::read),
        sortKeys,
        query.ascending("sort_dir", false),
        tags(query));
  }

  private StackQuery.Tags tags(Query query) {
    return new StackQuery.Tags(
        commas(query, "tags"),
        commas(query, "tags_any"),
        commas(query, "not_tags"),
        Stream.concat(
                commas(query, "not_tags_any").stream(),
                query.bool("show_hidden", false) ? Stream.empty() : hidden.tags().stream())
            .toList());
  }

  private static List<String> commas(Query query, String key) {
    return query.all(key).stream()
        .flatMap(list -> Arrays.stream(list.split(",")))
        .map(String::strip)
        .filter(tag -> !tag.isEmpty())
        .toList();
  }

  private static Link next(HttpServletRequest request, SeenStack last) {
    // As text: what the client sent may be no URI to anybody but itself.
    String before =
        Optional.ofNullable(request.getQueryString()).stream()
            .flatMap(query -> Arrays.stream(query.split("&")))
            .filter(pair -> !pair.isEmpty() && !pair.startsWith("marker="))
            .map(pair -> pair + "&")
            .collect(Collectors.joining());
    return new Link("%s?%smarker=%s".formatted(request.getRequestURL(), before, last.id()), "next");
  }
}
