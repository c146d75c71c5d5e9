package io.kiln.resources.spi.binding;

import io.kiln.resources.spi.Context;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A context for resources that do not look at it. */
record NoContext() implements Context {

  @Override
  public StackIdentity enclosing() {
    throw unasked();
  }

  @Override
  public Optional<Value.MapOf> signals(String reference) {
    throw unasked();
  }

  @Override
  public String attemptToken() {
    throw unasked();
  }

  @Override
  public long fence() {
    throw unasked();
  }

  @Override
  public StackIdentity stack() {
    throw unasked();
  }

  @Override
  public String path() {
    throw unasked();
  }

  @Override
  public String resourceId() {
    throw unasked();
  }

  @Override
  public String physicalName(int limit) {
    throw unasked();
  }

  @Override
  public Optional<Value> checkpoint() {
    throw unasked();
  }

  @Override
  public Duration patience() {
    throw unasked();
  }

  @Override
  public Instant now() {
    throw unasked();
  }

  @Override
  public RandomGenerator random() {
    throw unasked();
  }

  private static AssertionError unasked() {
    return new AssertionError("this resource was not to look at its context");
  }
}
