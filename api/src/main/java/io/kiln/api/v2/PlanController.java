package io.kiln.api.v2;

import io.kiln.api.heat.StackCommands;
import io.kiln.api.heat.StackRequest;
import io.kiln.api.http.JsonBody;
import io.kiln.api.http.Query;
import io.kiln.engine.planning.Plan;
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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says what a create, an update or a delete would do. Writes nothing. */
@RestController
@Tag(name = "plans")
final class PlanController {

  private final StackCommands commands;
  private final JsonBody bodies;

  PlanController(StackCommands commands, JsonBody bodies) {
    this.commands = commands;
    this.bodies = bodies;
  }

  /**
   * Plans for the stack named in the body: its create when there is none of that name, its update
   * otherwise.
   */
  @Operation(
      operationId = "plan",
      parameters = {
        @Parameter(
            in = ParameterIn.QUERY,
            name = "delete",
            description = "Plans the delete of the stack.",
            schema = @Schema(type = "boolean", defaultValue = "false")),
        @Parameter(
            in = ParameterIn.QUERY,
            name = "existing",
            description = "Plans an update that takes over what is not sent.",
            schema = @Schema(type = "boolean", defaultValue = "false"))
      },
      requestBody =
          @RequestBody(content = @Content(schema = @Schema(implementation = StackBody.class))))
  @ApiResponse(
      responseCode = "404",
      description = "There is no such stack to delete, or to change.")
  @ApiResponse(responseCode = "409", description = "The stack is in the way of it.")
  @PostMapping("/v2/{project}/plan")
  PlanView plan(@PathVariable String project, HttpServletRequest request) throws IOException {
    var query = Query.own(request);
    StackRequest wanted = StackRequest.known(bodies.object(request));
    String name = wanted.newName();
    Plan plan;
    if (query.bool("delete", false)) {
      plan = commands.planDelete(project, name);
    } else if (query.bool("existing", false)) {
      plan = commands.planPatch(project, name, wanted);
    } else {
      plan = commands.plan(project, name, wanted);
    }
    return PlanView.of(plan, wanted.texts());
  }
}
