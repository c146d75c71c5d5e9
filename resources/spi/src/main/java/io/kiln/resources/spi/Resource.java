package io.kiln.resources.spi;

import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A kind of resource a template can declare, in the form that plugins write. Two records declare
 * all of it: {@code P} is what it is given, {@code A} what it exposes; the annotations on their
 * components give schema, validation, documentation and the update-or-replace decision. The class
 * carries {@link ResourceType}.
 */
public interface Resource<P extends Record, A extends Record> {

  /** See {@link ResourceHandler#create}. */
  Progress<A> create(P wanted, Context context);

  /**
   * See {@link ResourceHandler#update}. A type none of whose properties is updatable has no need of
   * it.
   */
  default Progress<A> update(Existing<P, A> existing, P wanted, Context context) {
    throw new IllegalStateException(getClass().getSimpleName() + " has no property to update");
  }

  /**
   * See {@link ResourceHandler#replaces}. Not asked when a wanted property is not known yet: the
   * answer is then no.
   */
  default boolean replaces(P before, P wanted) {
    return false;
  }

  /** See {@link ResourceHandler#delete}. */
  Progress<A> delete(Existing<P, A> existing, Context context);

  /**
   * Looks whether it really is as it was made. A type that does not say how is taken at its word,
   * and the resource says so, as in Heat. See {@link ResourceHandler#act}.
   */
  default Progress<A> check(Existing<P, A> existing, Context context) {
    throw new IllegalStateException(getClass().getSimpleName() + " has no check");
  }

  /**
   * Makes it rest. A type that does not say how has nothing to do. See {@link ResourceHandler#act}.
   */
  default Progress<A> suspend(Existing<P, A> existing, Context context) {
    throw new IllegalStateException(getClass().getSimpleName() + " has no suspend");
  }

  /**
   * Makes it work again. A type that does not say how has nothing to do. See {@link
   * ResourceHandler#act}.
   */
  default Progress<A> resume(Existing<P, A> existing, Context context) {
    throw new IllegalStateException(getClass().getSimpleName() + " has no resume");
  }

  /**
   * Says how it really is. A type that does not say how is never looked at. See {@link
   * ResourceHandler#observe}.
   */
  default Observation observe(Existing<P, A> existing, Context context) {
    throw new IllegalStateException(getClass().getSimpleName() + " has no observe");
  }

  /**
   * Looks at a thing that was there before. A type that does not say how refuses an {@code
   * external_id}. See {@link ResourceHandler#adopt}.
   */
  default Progress<A> adopt(String externalId, Value.MapOf given, Context context) {
    throw new IllegalStateException(getClass().getSimpleName() + " has no adopt");
  }

  /** See {@link ResourceHandler#hosts}. Not asked when a property is not known yet. */
  default Set<String> hosts(P given) {
    return Set.of();
  }

  /** See {@link ResourceHandler#effects}. Not asked when a wanted property is not known yet. */
  default List<Effect> effects(
      Optional<Existing<P, A>> existing, Optional<P> wanted, Context context) {
    return List.of();
  }
}
