package io.kiln.api.v2;

import io.kiln.engine.convergence.Drifts;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.StackService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** How what a stack made differs from what is there. A look changes nothing. */
@RestController
@Tag(name = "drift")
@RequestMapping("/v2/{project}/stacks/{stack}/drift")
final class DriftController {

  private final StackService service;
  private final Drifts drifts;
  private final Preconditions preconditions;

  DriftController(StackService service, Drifts drifts, Preconditions preconditions) {
    this.service = service;
    this.drifts = drifts;
    this.preconditions = preconditions;
  }

  /** What the last look found. */
  @Operation(operationId = "showDrift")
  @GetMapping
  DriftView show(@PathVariable String project, @PathVariable String stack) {
    return view(service.living(project, stack));
  }

  /** Begins a look, unless one is under way; what the last one found is shown until it ends. */
  @Operation(
      operationId = "lookForDrift",
      parameters =
          @Parameter(
              in = ParameterIn.HEADER,
              name = "If-Match",
              description =
                  "The tag of what the last look found, as it was read; none is begun if that has"
                      + " changed.",
              schema = @Schema(type = "string")))
  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  DriftView look(
      @PathVariable String project, @PathVariable String stack, HttpServletRequest request) {
    StackRecord found = service.living(project, stack);
    preconditions.hold(request, () -> view(found));
    drifts.begin(found.id());
    return view(found);
  }

  private DriftView view(StackRecord stack) {
    return DriftView.of(stack, drifts.look(stack.id()), drifts.found(stack.id()));
  }
}
