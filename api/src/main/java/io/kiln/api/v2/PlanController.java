package io.kiln.api.v2;

import io.kiln.api.heat.StackCommands;
import io.kiln.api.heat.StackRequest;
import io.kiln.api.http.JsonBody;
import io.kiln.api.http.Query;
import io.kiln.engine.planning.Plan;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says what a create, an update or a delete would do. Writes nothing. */
@RestController
final class PlanController {

  private final StackCommands commands;
  private final JsonBody bodies;

  PlanController(StackCommands commands, JsonBody bodies) {
    this.commands = commands;
    this.bodies = bodies;
  }

  /**
   * A plan for the stack named in the body: of its create when there is none of that name, of its
   * update otherwise. {@code ?delete=true} plans its delete, {@code ?existing=true} an update that
   * takes over what is not sent.
   */
  @PostMapping("/v2/{project}/plan")
  PlanView plan(@PathVariable String project, HttpServletRequest request) throws IOException {
    var query = new Query(request);
    StackRequest wanted = StackRequest.of(bodies.object(request));
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
