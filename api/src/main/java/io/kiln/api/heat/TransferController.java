package io.kiln.api.heat;

import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.Stacks;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Hands a stack over with all that describes it, and forgets it when that is wanted. */
@RestController
final class TransferController {

  private static final String STACK = "/v1/{project}/stacks/{name}/{id:[0-9a-fA-F-]{36}}";

  private final StackReader reader;
  private final StackCommands commands;
  private final Stacks stacks;

  TransferController(StackReader reader, StackCommands commands, Stacks stacks) {
    this.reader = reader;
    this.commands = commands;
    this.stacks = stacks;
  }

  @GetMapping(STACK + "/export")
  StackDocument export(
      @PathVariable String project, @PathVariable String name, @PathVariable String id) {
    StackRecord stack = reader.get(project, name, id);
    return StackDocument.exported(stack, reader.source(stack), stacks.resources(stack.id()));
  }

  /** Whatever the stack made stays where it is. */
  @DeleteMapping(STACK + "/abandon")
  StackDocument abandon(
      @PathVariable String project, @PathVariable String name, @PathVariable String id) {
    StackRecord stack = reader.get(project, name, id);
    Stacks.Abandoned forgotten = commands.abandon(stack);
    return StackDocument.exported(forgotten.stack(), forgotten.source(), forgotten.rows());
  }
}
