package io.kiln.api.heat;

import io.kiln.api.http.BadInputException;
import io.kiln.api.http.JsonBody;
import io.kiln.engine.planning.Action;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.SequencedSet;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** What can be asked of a stack besides an update: the one key of the body says what. */
@RestController
final class ActionsController {

  private final StackCommands commands;
  private final StackReader reader;
  private final JsonBody bodies;

  ActionsController(StackCommands commands, StackReader reader, JsonBody bodies) {
    this.commands = commands;
    this.reader = reader;
    this.bodies = bodies;
  }

  /** Answers null, as Heat does. */
  @PostMapping("/v1/{project}/stacks/{name}/{id:[0-9a-fA-F-]{36}}/actions")
  @ResponseStatus(HttpStatus.OK)
  JsonNode act(
      @PathVariable String project,
      @PathVariable String name,
      @PathVariable String id,
      HttpServletRequest request)
      throws IOException {
    var stack = reader.get(project, name, id);
    SequencedSet<String> keys = bodies.object(request).keys();
    if (keys.size() != 1) {
      throw new BadInputException(
          keys.isEmpty() ? "No action specified" : "Multiple actions specified");
    }
    String action = keys.getFirst();
    switch (action) {
      case "check" -> commands.ask(stack, Action.CHECK);
      case "suspend" -> commands.ask(stack, Action.SUSPEND);
      case "resume" -> commands.ask(stack, Action.RESUME);
      case "cancel_update" -> commands.cancelUpdate(stack);
      case "cancel_without_rollback" -> commands.cancel(stack);
      default -> throw new BadInputException("Invalid action %s specified".formatted(action));
    }
    return NullNode.instance;
  }
}
