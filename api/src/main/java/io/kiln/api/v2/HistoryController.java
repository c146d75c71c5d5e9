package io.kiln.api.v2;

import io.kiln.api.heat.StackHistory;
import io.kiln.api.http.BadInputException;
import io.kiln.api.http.JsonBody;
import io.kiln.api.http.JsonObject;
import io.kiln.api.http.Query;
import io.kiln.engine.convergence.OperationId;
import io.kiln.engine.convergence.OvertakenRevisionException;
import io.kiln.engine.convergence.StackRecord;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A stack's revisions: who, when and what changed; and the way back to any of them. */
@RestController
@Tag(name = "revisions")
@RequestMapping("/v2/{project}/stacks/{stack}")
final class HistoryController {

  private final StackHistory history;
  private final JsonBody bodies;
  private final Preconditions preconditions;

  HistoryController(StackHistory history, JsonBody bodies, Preconditions preconditions) {
    this.history = history;
    this.bodies = bodies;
    this.preconditions = preconditions;
  }

  /** A stack's revisions, the newest first. */
  @Operation(operationId = "listRevisions")
  @ApiResponse(
      responseCode = "200",
      description = "A page of revisions.",
      content = @Content(schema = @Schema(implementation = RevisionView.Listed.class)))
  @Paged
  @GetMapping("/revisions")
  ResponseEntity<Object> list(
      @PathVariable String project, @PathVariable String stack, HttpServletRequest request) {
    StackRecord found = history.stack(project, stack);
    var paging = new Paging(request, "revisions");
    long before =
        paging
            .after(1, parts -> Optional.of(Long.parseLong(parts.getFirst())))
            .orElse(Long.MAX_VALUE);
    StackHistory.Page kept = history.list(found, before, paging.limit());
    Paging.Page<StackHistory.Entry> page =
        paging.page(
            kept.entries(),
            kept.more(),
            entry -> List.of(Long.toString(entry.revision().number())));
    return paging.answer(
        page,
        new RevisionView.Listed(
            found.name(),
            found.id().toString(),
            page.show(entry -> RevisionView.of(found, entry.revision(), entry.changed())),
            page.next().orElse(null)));
  }

  /**
   * What one revision changed.
   *
   * @param number counts from 1
   */
  @Operation(
      operationId = "showRevision",
      parameters =
          @Parameter(
              in = ParameterIn.QUERY,
              name = "against",
              description = "The revision to compare with; by default the one before.",
              schema = @Schema(type = "integer", format = "int64", minimum = "1")))
  @GetMapping("/revisions/{number}")
  RevisionView.Compared show(
      @PathVariable String project,
      @PathVariable String stack,
      @PathVariable String number,
      HttpServletRequest request) {
    StackRecord found = history.stack(project, stack);
    OptionalLong against =
        Query.own(request)
            .text("against")
            .map(text -> OptionalLong.of(revision(text)))
            .orElse(OptionalLong.empty());
    return RevisionView.Compared.of(found, history.compare(found, revision(number), against));
  }

  /**
   * Where to go back to.
   *
   * @param to the revision to repeat; without it the last before the present one that was reached
   */
  @Schema(name = "RollBack")
  record RollBack(@Schema(minimum = "1") @Nullable Integer to) {

    static RollBack of(JsonObject body) {
      body.only("to");
      return new RollBack(body.integer("to", 1, Integer.MAX_VALUE).orElse(null));
    }

    OptionalLong goal() {
      return to == null ? OptionalLong.empty() : OptionalLong.of(to);
    }
  }

  /**
   * What a roll-back started.
   *
   * @param stack the stack's name
   * @param id the stack's id
   * @param revision the new revision
   * @param to the revision that it repeats
   * @param operation where to ask what becomes of it, as the Location header has it
   */
  @Schema(name = "RollBackBegun")
  record Begun(
      String stack, @Schema(format = "uuid") String id, long revision, long to, String operation) {}

  /**
   * Goes back to an earlier revision, from what really exists: a new revision that repeats it.
   * Without a number it goes to the last one before the present that was reached.
   */
  @Operation(
      operationId = "rollBack",
      parameters = {
        @Parameter(
            in = ParameterIn.QUERY,
            name = "dry_run",
            description = "Answers the plan and does nothing.",
            schema = @Schema(type = "boolean", defaultValue = "false")),
        @Parameter(
            in = ParameterIn.HEADER,
            name = "If-Match",
            description = "The tag of the stack as it was read; nothing happens if it has changed.",
            schema = @Schema(type = "string"))
      },
      requestBody =
          @RequestBody(content = @Content(schema = @Schema(implementation = RollBack.class))))
  @ApiResponse(
      responseCode = "200",
      description = "What would happen, of a dry run.",
      content = @Content(schema = @Schema(implementation = PlanView.class)))
  @ApiResponse(
      responseCode = "202",
      description = "It has begun.",
      content = @Content(schema = @Schema(implementation = Begun.class)))
  @ApiResponse(responseCode = "409", description = "Somebody else changed the stack meanwhile.")
  @PostMapping("/rollback")
  ResponseEntity<Object> rollBack(
      @PathVariable String project, @PathVariable String stack, HttpServletRequest request)
      throws IOException {
    StackRecord found = history.living(project, stack);
    preconditions.hold(request, () -> StackState.of(found));
    OptionalLong to = RollBack.of(bodies.object(request)).goal();
    if (Query.own(request).bool("dry_run", false)) {
      return ResponseEntity.ok(PlanView.of(history.planRollBack(found, to), Map.of()));
    }
    long goal = history.goal(found, to).number();
    StackRecord turned = turn(found, goal, Preconditions.said(request));
    OperationId begun = OperationId.of(turned);
    return ResponseEntity.status(HttpStatus.ACCEPTED)
        .location(OperationViews.location(project, begun))
        .body(
            new Begun(
                turned.name(),
                turned.id().toString(),
                turned.latestRevision(),
                goal,
                begun.toString()));
  }

  /** Between the comparison and the change somebody else may have come first. */
  private StackRecord turn(StackRecord stack, long goal, boolean asItWasRead) {
    try {
      return history.rollBack(stack, OptionalLong.of(goal), asItWasRead);
    } catch (OvertakenRevisionException e) {
      throw Preconditions.failed(String.valueOf(e.getMessage()));
    }
  }

  private static long revision(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw new BadInputException(
          "A revision is a number, not '%s'."
              .formatted(text.length() > 50 ? text.substring(0, 50) + "…" : text));
    }
  }
}
