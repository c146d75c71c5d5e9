package io.kiln.api.v2;

import io.kiln.api.http.JsonBody;
import io.kiln.api.http.JsonObject;
import io.kiln.api.http.Query;
import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import io.kiln.engine.convergence.Asking;
import io.kiln.engine.convergence.MovedOnException;
import io.kiln.engine.convergence.NothingToCancelException;
import io.kiln.engine.convergence.OperationId;
import io.kiln.engine.convergence.OperationRecord;
import io.kiln.engine.convergence.StackNotFoundException;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.StackService;
import io.kiln.engine.convergence.Stacks;
import io.kiln.engine.reading.Operation;
import io.kiln.engine.reading.Operations;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What was begun with stacks, by whichever API, and what has become of it. */
@RestController
@Tag(name = "operations")
final class OperationsController {

  private final Operations operations;
  private final OperationViews views;
  private final StackService service;
  private final Stacks stacks;
  private final JsonBody bodies;
  private final Preconditions preconditions;

  OperationsController(
      Operations operations,
      OperationViews views,
      StackService service,
      Stacks stacks,
      JsonBody bodies,
      Preconditions preconditions) {
    this.operations = operations;
    this.views = views;
    this.service = service;
    this.stacks = stacks;
    this.bodies = bodies;
    this.preconditions = preconditions;
  }

  /** A project's operations, the newest first. */
  @io.swagger.v3.oas.annotations.Operation(
      operationId = "listOperations",
      parameters = {
        @Parameter(
            in = ParameterIn.QUERY,
            name = "stack",
            description = "Of this stack alone: its name or id.",
            schema = @Schema(type = "string"))
      })
  @ApiResponse(
      responseCode = "200",
      description = "A page of operations.",
      content = @Content(schema = @Schema(implementation = OperationView.Listed.class)))
  @ApiResponse(responseCode = "404", description = "There is no such stack.")
  @Paged
  @GetMapping("/v2/{project}/operations")
  ResponseEntity<Object> list(@PathVariable String project, HttpServletRequest request) {
    Optional<UUID> stack =
        Query.own(request).text("stack").map(named -> stack(project, named).id());
    return page(project, stack, request);
  }

  /** A stack's operations, the newest first. Those of a deleted one are asked for by its id. */
  @io.swagger.v3.oas.annotations.Operation(operationId = "listStackOperations")
  @ApiResponse(
      responseCode = "200",
      description = "A page of operations.",
      content = @Content(schema = @Schema(implementation = OperationView.Listed.class)))
  @Paged
  @GetMapping("/v2/{project}/stacks/{stack}/operations")
  ResponseEntity<Object> listOfStack(
      @PathVariable String project, @PathVariable String stack, HttpServletRequest request) {
    return page(project, Optional.of(stack(project, stack).id()), request);
  }

  private StackRecord stack(String project, String named) {
    return stacks.find(project, named).orElseThrow(() -> new StackNotFoundException(named));
  }

  private ResponseEntity<Object> page(
      String project, Optional<UUID> stack, HttpServletRequest request) {
    var paging = new Paging(request, "operations");
    List<Operation> found =
        operations.page(
            project, stack, paging.after(2, OperationsController::place), paging.asked());
    Paging.Page<Operation> page =
        paging.page(
            found,
            operation ->
                List.of(operation.begun().begunAt().toString(), operation.begun().id().toString()));
    return paging.answer(
        page, new OperationView.Listed(page.show(OperationViews::line), page.next().orElse(null)));
  }

  private static Optional<Operations.Place> place(List<String> parts) {
    return OperationId.read(parts.get(1))
        .map(id -> new Operations.Place(Instant.parse(parts.get(0)), id));
  }

  /**
   * How an operation is. While it runs, a header says when to ask again.
   *
   * @param operation the operation's id
   */
  @io.swagger.v3.oas.annotations.Operation(operationId = "showOperation")
  @ApiResponse(
      responseCode = "200",
      description = "How it is.",
      content = @Content(schema = @Schema(implementation = OperationView.class)))
  @GetMapping("/v2/{project}/operations/{operation}")
  ResponseEntity<OperationView> show(@PathVariable String project, @PathVariable String operation) {
    return views.shown(find(project, operation));
  }

  private Operation find(String project, String id) {
    return OperationId.read(id)
        .flatMap(known -> operations.find(project, known))
        .orElseThrow(
            () ->
                new RefusedException(
                    Refusal.of(
                        404,
                        "EntityNotFound",
                        "There is no operation %s."
                            .formatted(id.length() > 100 ? id.substring(0, 100) + "…" : id))));
  }

  /**
   * How to give an operation up.
   *
   * @param rollback whether an update goes back to what was there before
   */
  @Schema(name = "Cancel")
  record Cancel(@Nullable Boolean rollback) {

    static Cancel of(JsonObject body) {
      body.only("rollback");
      return new Cancel(body.bool("rollback").orElse(null));
    }

    boolean back() {
      return rollback != null && rollback;
    }
  }

  /**
   * Gives an operation up: what is under way ends where it is safe, nothing new begins. An update
   * may go back to what was there before, which is an operation of its own.
   *
   * @param operation the operation's id
   */
  @io.swagger.v3.oas.annotations.Operation(
      operationId = "cancelOperation",
      parameters =
          @Parameter(
              in = ParameterIn.HEADER,
              name = "If-Match",
              description =
                  "The tag of the operation as it was read; nothing happens if it has changed, be"
                      + " it by a step.",
              schema = @Schema(type = "string")),
      requestBody =
          @RequestBody(content = @Content(schema = @Schema(implementation = Cancel.class))))
  @ApiResponse(
      responseCode = "202",
      description = "It is being given up; or the way back, which has begun.",
      content = @Content(schema = @Schema(implementation = OperationView.class)))
  @ApiResponse(responseCode = "409", description = "It is over, or nothing was there before.")
  @PostMapping("/v2/{project}/operations/{operation}/cancel")
  ResponseEntity<OperationView> cancel(
      @PathVariable String project, @PathVariable String operation, HttpServletRequest request) {
    boolean back = Cancel.of(bodies.object(request)).back();
    // The stack first: when the operation runs after that, it is what the stack was doing.
    StackRecord stack = stack(project, find(project, operation).begun().id().stack().toString());
    Operation found = find(project, operation);
    preconditions.hold(request, () -> views.shown(found).getBody());
    OperationRecord begun = found.begun();
    if (found.isCancelling() && !back) {
      return views.accepted(found);
    }
    if (found.state() != Operation.State.RUNNING) {
      throw over(found);
    }
    if (back
        && begun.kind() != OperationRecord.Kind.UPDATE
        && begun.kind() != OperationRecord.Kind.ROLLBACK
        && begun.kind() != OperationRecord.Kind.RESTORE) {
      throw conflict(
          "Only an update goes back to what was there before; this is a %s: cancel it without 'rollback'."
              .formatted(begun.kind().name().toLowerCase(Locale.ROOT)));
    }
    try {
      StackRecord turned =
          Asking.also(
              errand -> errand.during(stack.traversal()),
              () ->
                  back
                      ? service.rollBack(project, stack.id().toString())
                      : service.cancel(project, stack.id().toString()));
      return views.accepted(
          back
              ? operations.find(project, OperationId.of(turned)).orElseThrow()
              : find(project, operation));
    } catch (MovedOnException | NothingToCancelException e) {
      throw over(find(project, operation));
    }
  }

  private static RefusedException over(Operation operation) {
    return conflict(
        "The operation is %s: there is nothing to cancel."
            .formatted(operation.state().name().toLowerCase(Locale.ROOT)));
  }

  private static RefusedException conflict(String message) {
    return new RefusedException(Refusal.of(409, "Conflict", message));
  }
}
