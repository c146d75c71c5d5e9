package io.kiln.engine.convergence;

import io.kiln.engine.planning.Rename;
import io.kiln.engine.planning.ResourceState;
import io.kiln.templates.model.StackSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All a driver needs to know of a tree it claimed.
 *
 * @param renames of all of its revisions, oldest first
 * @param trace in which trace its target was asked for
 * @param wanted what the target revision is made of; empty when nothing is to be left
 */
public record Tree(
    StackRecord stack,
    Optional<StackSource> wanted,
    List<ResourceState> resources,
    List<Rename> renames,
    Optional<TraceParent> trace) {

  public Tree {
    resources = List.copyOf(resources);
    renames = List.copyOf(renames);
  }

  /** When the running action has taken too long. */
  Instant deadline(Duration usual) {
    return stack.updatedAt().orElse(stack.createdAt()).plus(stack.timeout().orElse(usual));
  }
}
