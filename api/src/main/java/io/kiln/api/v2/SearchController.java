package io.kiln.api.v2;

import io.kiln.api.hosts.HostRegistry;
import io.kiln.api.hosts.JoinedHost;
import io.kiln.api.http.BadInputException;
import io.kiln.api.http.LowerCase;
import io.kiln.api.http.Query;
import io.kiln.engine.reading.Found;
import io.kiln.engine.reading.SearchQuery;
import io.kiln.engine.reading.SearchWord;
import io.kiln.engine.reading.SeenStack;
import io.kiln.engine.reading.StackLine;
import io.kiln.engine.reading.StackReads;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Finds a word in what a project has, and in the hosts. Hosts are no project's; whoever may read in
 * any may list them, and whoever may search may read.
 */
@RestController
@Tag(name = "search")
final class SearchController {

  /** Longer than any name or id that is looked for by hand. */
  private static final int LONGEST_WORD = 255;

  private final StackReads reads;
  private final HostRegistry hosts;

  SearchController(StackReads reads, HostRegistry hosts) {
    this.reads = reads;
    this.hosts = hosts;
  }

  /** Where a page ended. */
  private record Place(SearchHit.Kind kind, String name, String path, String id) {

    static Place of(List<String> parts) {
      return new Place(
          SearchHit.Kind.valueOf(parts.get(0)), parts.get(1), parts.get(2), parts.get(3));
    }

    static Place of(SearchHit hit) {
      return new Place(
          hit.kind(),
          hit.stack() == null ? hit.name() : hit.stack(),
          hit.path() == null ? "" : hit.path(),
          hit.id() == null ? "" : hit.id());
    }

    List<String> parts() {
      return List.of(kind.name(), name, path, id);
    }

    Optional<SearchQuery.Place> inTrees() {
      return inTrees(kind).map(of -> new SearchQuery.Place(of, name, path, UUID.fromString(id)));
    }

    static Optional<Found.Kind> inTrees(SearchHit.Kind kind) {
      return switch (kind) {
        case STACK -> Optional.of(Found.Kind.STACK);
        case RESOURCE -> Optional.of(Found.Kind.RESOURCE);
        case HOST -> Optional.empty();
      };
    }
  }

  /**
   * Finds a word in living stacks, in the resources of their whole trees, and in hosts. Upper case
   * is as good as lower case for A to Z. A word of at least 3 characters may be anywhere, a shorter
   * one begins what it is found in. Stacks are found by name, tag, id and status; resources by
   * name, path, type, physical id, id and status; hosts by name and role. Stacks come first, by
   * name; then resources, by stack and path; then hosts, by name.
   */
  @io.swagger.v3.oas.annotations.Operation(
      operationId = "search",
      parameters = {
        @Parameter(
            in = ParameterIn.QUERY,
            name = "q",
            required = true,
            description = "The word, of 1 to 255 characters.",
            schema = @Schema(type = "string")),
        @Parameter(
            in = ParameterIn.QUERY,
            name = "kind",
            description = "Only these; given several times, any of them.",
            schema =
                @Schema(
                    type = "string",
                    allowableValues = {"stack", "resource", "host"}))
      })
  @ApiResponse(
      responseCode = "200",
      description = "A page of what was found.",
      content = @Content(schema = @Schema(implementation = SearchHit.Listed.class)))
  @Paged
  @GetMapping("/v2/{project}/search")
  ResponseEntity<Object> search(@PathVariable String project, HttpServletRequest request) {
    var paging = new Paging(request, "search");
    var query = Query.own(request);
    SearchWord word = word(query);
    Set<SearchHit.Kind> kinds = kinds(query);
    Optional<Place> after =
        paging.after(
            4,
            parts ->
                Optional.of(Place.of(parts))
                    .filter(
                        place ->
                            place.kind() == SearchHit.Kind.HOST || place.inTrees().isPresent()));
    List<SearchHit> found = new ArrayList<>();
    if (after.filter(place -> place.kind() == SearchHit.Kind.HOST).isEmpty()) {
      found.addAll(inTrees(project, word, kinds, after, paging.asked()));
    }
    if (kinds.contains(SearchHit.Kind.HOST) && found.size() < paging.asked()) {
      hosts(word, after).limit(paging.asked() - found.size()).forEach(found::add);
    }
    Paging.Page<SearchHit> page = paging.page(found, hit -> Place.of(hit).parts());
    return paging.answer(page, new SearchHit.Listed(page.items(), page.next().orElse(null)));
  }

  private static SearchWord word(Query query) {
    String word = query.text("q").orElse("").strip();
    if (word.isEmpty() || word.length() > LONGEST_WORD) {
      throw new BadInputException(
          "'q' must be the word to look for, of 1 to %d characters.".formatted(LONGEST_WORD));
    }
    return new SearchWord(word);
  }

  private static Set<SearchHit.Kind> kinds(Query query) {
    Set<SearchHit.Kind> kinds = EnumSet.noneOf(SearchHit.Kind.class);
    for (String asked : query.all("kind")) {
      kinds.add(
          Stream.of(SearchHit.Kind.values())
              .filter(kind -> LowerCase.Writer.written(kind).equals(asked))
              .findFirst()
              .orElseThrow(
                  () ->
                      new BadInputException(
                          "'kind' must be stack, resource or host, not '%s'.".formatted(asked))));
    }
    return kinds.isEmpty() ? EnumSet.allOf(SearchHit.Kind.class) : kinds;
  }

  private List<SearchHit> inTrees(
      String project,
      SearchWord word,
      Set<SearchHit.Kind> kinds,
      Optional<Place> after,
      int limit) {
    Set<Found.Kind> wanted = EnumSet.noneOf(Found.Kind.class);
    kinds.forEach(kind -> Place.inTrees(kind).ifPresent(wanted::add));
    List<Found> found =
        reads.search(project, new SearchQuery(word, wanted, after.flatMap(Place::inTrees), limit));
    Map<StackLine, Map<String, SeenStack>> around = around(found);
    return found.stream().map(one -> SearchHit.of(project, one, around(one, around))).toList();
  }

  private static Optional<SeenStack> around(
      Found found, Map<StackLine, Map<String, SeenStack>> around) {
    return stackPath(found)
        .flatMap(
            path -> Optional.ofNullable(around.getOrDefault(found.root(), Map.of()).get(path)));
  }

  /** The nested stacks that resources were found in; a tree is asked once. */
  private Map<StackLine, Map<String, SeenStack>> around(List<Found> found) {
    Map<StackLine, Set<String>> paths = new LinkedHashMap<>();
    for (Found one : found) {
      stackPath(one)
          .ifPresent(path -> paths.computeIfAbsent(one.root(), _ -> new TreeSet<>()).add(path));
    }
    Map<StackLine, Map<String, SeenStack>> around = new HashMap<>();
    paths.forEach((root, wanted) -> around.put(root, reads.at(root, wanted)));
    return around;
  }

  /** Where the nested stack lies that a resource was found in; empty in the root. */
  private static Optional<String> stackPath(Found found) {
    return found
        .resource()
        .map(resource -> SeenStack.around(resource.path()))
        .filter(path -> !path.isEmpty());
  }

  private Stream<SearchHit> hosts(SearchWord word, Optional<Place> after) {
    String last =
        after.filter(place -> place.kind() == SearchHit.Kind.HOST).map(Place::name).orElse("");
    return hosts.joined().stream()
        .filter(host -> host.name().compareTo(last) > 0)
        .flatMap(host -> hit(host, word).stream());
  }

  private Optional<SearchHit> hit(JoinedHost host, SearchWord word) {
    boolean up = hosts.isUp(host);
    return word.in(host.name())
        ? Optional.of(SearchHit.host(host.name(), up, SearchHit.Matched.NAME, host.name()))
        : host.role()
            .filter(word::in)
            .map(role -> SearchHit.host(host.name(), up, SearchHit.Matched.ROLE, role));
  }
}
