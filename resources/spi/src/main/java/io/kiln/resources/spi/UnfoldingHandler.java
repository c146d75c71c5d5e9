package io.kiln.resources.spi;

import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * A type whose resources are nothing but what they unfold into: whatever is done to one is done to
 * its members, so no step of its own ever runs.
 */
public interface UnfoldingHandler extends ResourceHandler, Unfolding {

  @Override
  default Optional<Unfolding> unfolding() {
    return Optional.of(this);
  }

  @Override
  default boolean local() {
    return true;
  }

  @Override
  default boolean createBeforeDelete() {
    return true;
  }

  @Override
  default boolean updatesFailed() {
    return true;
  }

  @Override
  default Optional<String> referenceAttribute() {
    return Optional.empty();
  }

  @Override
  default Progress<Value.MapOf> create(Value.MapOf wanted, Context context) {
    throw unfolds();
  }

  @Override
  default Progress<Value.MapOf> update(
      Existing<Value.MapOf, Value.MapOf> existing, Value.MapOf wanted, Context context) {
    throw unfolds();
  }

  @Override
  default Progress<Value.MapOf> delete(
      Existing<Value.MapOf, Value.MapOf> existing, Context context) {
    throw unfolds();
  }

  @Override
  default List<Effect> effects(
      Optional<Existing<Value.MapOf, Value.MapOf>> existing,
      Optional<Value.MapOf> wanted,
      Context context) {
    return List.of();
  }

  private IllegalStateException unfolds() {
    return new IllegalStateException(schema().type() + " does nothing outside: its members do");
  }
}
