package io.kiln.api.v2;

import io.kiln.api.http.Query;
import io.kiln.engine.convergence.StackQuery;
import io.kiln.engine.reading.SeenStack;
import io.kiln.engine.reading.StackReads;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Stacks, page by page; what one consists of is Heat's API to tell. */
@RestController
@Tag(name = "stacks")
@RequestMapping("/v2/{project}/stacks")
final class StacksController {

  private static final List<String> FILTERS = List.of("name", "status", "action", "owner");

  private final StackReads reads;

  StacksController(StackReads reads) {
    this.reads = reads;
  }

  /**
   * A project's stacks, the newest first. A filter that is given several times fits any of them.
   */
  @io.swagger.v3.oas.annotations.Operation(
      operationId = "listStacks",
      parameters = {
        @Parameter(
            in = ParameterIn.QUERY,
            name = "name",
            description = "Stacks of this name.",
            schema = @Schema(type = "string")),
        @Parameter(
            in = ParameterIn.QUERY,
            name = "status",
            description = "Stacks that are so far, as FAILED.",
            schema = @Schema(type = "string")),
        @Parameter(
            in = ParameterIn.QUERY,
            name = "action",
            description = "Stacks that do this, or did it last, as UPDATE.",
            schema = @Schema(type = "string")),
        @Parameter(
            in = ParameterIn.QUERY,
            name = "owner",
            description = "Stacks that this user made.",
            schema = @Schema(type = "string")),
        @Parameter(
            in = ParameterIn.QUERY,
            name = "tag",
            description = "Stacks that carry it; of several, all of them.",
            schema = @Schema(type = "string")),
        @Parameter(
            in = ParameterIn.QUERY,
            name = "deleted",
            description = "Those that are gone as well.",
            schema = @Schema(type = "boolean", defaultValue = "false"))
      })
  @ApiResponse(
      responseCode = "200",
      description = "A page of stacks.",
      content = @Content(schema = @Schema(implementation = StackSummary.Listed.class)))
  @Paged
  @GetMapping
  ResponseEntity<Object> list(@PathVariable String project, HttpServletRequest request) {
    var paging = new Paging(request, "stacks");
    var query = Query.own(request);
    Map<String, List<String>> filters = new LinkedHashMap<>();
    for (String key : FILTERS) {
      List<String> values = query.all(key);
      if (!values.isEmpty()) {
        filters.put(
            key,
            key.equals("status") || key.equals("action")
                ? values.stream().map(value -> value.toUpperCase(Locale.ROOT)).toList()
                : values);
      }
    }
    Optional<UUID> after = paging.after(1, parts -> Optional.of(UUID.fromString(parts.getFirst())));
    List<SeenStack> found =
        reads.list(
            project,
            new StackQuery(
                filters,
                query.bool("deleted", false),
                OptionalInt.of(paging.asked()),
                after,
                List.of(),
                false,
                new StackQuery.Tags(query.all("tag"), List.of(), List.of(), List.of())));
    Paging.Page<SeenStack> page = paging.page(found, stack -> List.of(stack.id().toString()));
    return paging.answer(
        page, new StackSummary.Listed(page.show(StackSummary::of), page.next().orElse(null)));
  }
}
