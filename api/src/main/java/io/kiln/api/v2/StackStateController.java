package io.kiln.api.v2;

import io.kiln.api.heat.StackHistory;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** How a stack is, in a few words; what it consists of is Heat's API to tell. */
@RestController
@Tag(name = "stacks")
final class StackStateController {

  private final StackHistory history;

  StackStateController(StackHistory history) {
    this.history = history;
  }

  /** How a stack is. The tag of this answer is what {@code If-Match} of its changes compares. */
  @Operation(operationId = "showStack")
  @GetMapping("/v2/{project}/stacks/{stack}")
  StackState show(@PathVariable String project, @PathVariable String stack) {
    return StackState.of(history.stack(project, stack));
  }
}
