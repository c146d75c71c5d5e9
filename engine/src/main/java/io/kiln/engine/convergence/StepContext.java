package io.kiln.engine.convergence;

import io.kiln.engine.planning.PhysicalName;
import io.kiln.engine.planning.ResourceState;
import io.kiln.resources.spi.Context;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * What a handler is told about one step.
 *
 * @param stackName the name of the stack the resource lies in, which may be a nested one
 * @param parent the id of that stack when it is a nested one
 * @param heard what signals have made of those that the resource requires, by what refers to them
 * @param signalled what they have made of the resource itself
 */
record StepContext(
    StackIdentity stack,
    String stackName,
    long fence,
    String path,
    UUID id,
    String attemptToken,
    Optional<Value> checkpoint,
    Optional<UUID> parent,
    Map<String, Value.MapOf> heard,
    Value.MapOf signalled,
    boolean converging,
    InstantSource clock)
    implements Context {

  /**
   * Short enough that a step that was superseded lets go soon, long enough that waiting for news
   * costs next to nothing.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  static StepContext of(
      StackIdentity stack,
      String stackName,
      long fence,
      ResourceState row,
      Map<String, Value.MapOf> heard,
      boolean converging,
      InstantSource clock) {
    return new StepContext(
        stack,
        stackName,
        fence,
        row.path(),
        row.id(),
        row.token(),
        row.checkpoint(),
        row.parent(),
        heard,
        row.heard().signals(),
        converging,
        clock);
  }

  @Override
  public String resourceId() {
    return id.toString();
  }

  @Override
  public StackIdentity enclosing() {
    return parent
        .map(nested -> new StackIdentity(stack.project(), stackName, nested.toString()))
        .orElse(stack);
  }

  @Override
  public Optional<Value.MapOf> signals(String reference) {
    return Optional.ofNullable(heard.get(reference));
  }

  @Override
  public String physicalName(int limit) {
    return PhysicalName.of(stackName, path.substring(path.lastIndexOf('/') + 1), id, limit);
  }

  @Override
  public Duration patience() {
    return PATIENCE;
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public RandomGenerator random() {
    return new TokenRandom(attemptToken);
  }
}
