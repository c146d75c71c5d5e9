package io.kiln.resources;

import io.kiln.resources.spi.Context;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/** A context as an engine would give it, with everything settable. */
public record SimulatedContext(
    String attemptToken,
    String path,
    String resourceId,
    Optional<Value> checkpoint,
    Duration patience,
    Instant now,
    long fence,
    Map<String, Value.MapOf> heard,
    boolean converging)
    implements Context {

  /** No resource is referred to so. */
  private static final String ITSELF = "";

  /** The first call of a step of resource {@code path}. */
  public static SimulatedContext of(String path) {
    return new SimulatedContext(
        "token-1",
        path,
        "5f0d7c1e-9a51-4a2c-8f5c-1f2e3d4c5b6a",
        Optional.empty(),
        Duration.ofMillis(50),
        Instant.parse("2026-01-02T03:04:05Z"),
        1,
        Map.of(),
        false);
  }

  /** Another step. */
  public SimulatedContext token(String token) {
    return new SimulatedContext(
        token, path, resourceId, Optional.empty(), patience, now, fence, heard, converging);
  }

  /** The next call of the same step. */
  public SimulatedContext resumed(Value left) {
    return new SimulatedContext(
        attemptToken, path, resourceId, Optional.of(left), patience, now, fence, heard, converging);
  }

  /** The same in an update that takes nothing for granted. */
  public SimulatedContext looking() {
    return new SimulatedContext(
        attemptToken, path, resourceId, checkpoint, patience, now, fence, heard, true);
  }

  /** Later. */
  public SimulatedContext after(Duration time) {
    return new SimulatedContext(
        attemptToken,
        path,
        resourceId,
        checkpoint,
        patience,
        now.plus(time),
        fence,
        heard,
        converging);
  }

  /** For another resource. */
  public SimulatedContext resource(String id) {
    return new SimulatedContext(
        attemptToken, path, id, checkpoint, patience, now, fence, heard, converging);
  }

  /** After signals have made this of what is referred to so. */
  public SimulatedContext heard(String reference, Value.MapOf signals) {
    return new SimulatedContext(
        attemptToken,
        path,
        resourceId,
        checkpoint,
        patience,
        now,
        fence,
        Map.of(reference, signals),
        converging);
  }

  /** After signals have made this of the resource itself. */
  public SimulatedContext signalled(Value.MapOf signals) {
    return heard(ITSELF, signals);
  }

  @Override
  public Value.MapOf signalled() {
    return heard.getOrDefault(ITSELF, Value.MapOf.EMPTY);
  }

  @Override
  public StackIdentity enclosing() {
    return stack();
  }

  @Override
  public Optional<Value.MapOf> signals(String reference) {
    return Optional.ofNullable(heard.get(reference));
  }

  @Override
  public StackIdentity stack() {
    return new StackIdentity("admin", "cloud", "0b9a6a52-54a5-4d53-9a3a-4f27cf3a3b11");
  }

  @Override
  public String physicalName(int limit) {
    String name = "cloud-" + path.substring(path.lastIndexOf('/') + 1) + "-abcdefghijkl";
    return name.length() <= limit ? name : name.substring(0, limit);
  }

  @Override
  public RandomGenerator random() {
    return new Random(attemptToken.hashCode());
  }
}
