package io.kiln.resources.spi;

import io.kiln.templates.schema.ResourceSchema;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A resource type as the engine drives it: values in, values out. Every method may be called again
 * after a crash with the same {@link Context#attemptToken()}, and must then make nothing twice.
 * Plugins write the typed form, {@link Resource}.
 */
public interface ResourceHandler {

  ResourceSchema schema();

  /** The canonical name and the aliases. */
  Set<String> names();

  /**
   * Whether the handler answers at once and touches nothing outside: the engine then calls it
   * without storing an intention first.
   */
  boolean local();

  /** Whether a successor is made before what it replaces is deleted; else the other way round. */
  boolean createBeforeDelete();

  /**
   * Whether {@link #update} can go on from a create or update that failed or was cut short;
   * otherwise such a resource is replaced (as in Heat by default).
   */
  boolean updatesFailed();

  /** The attribute that {@code get_resource} yields; empty for the physical id. */
  Optional<String> referenceAttribute();

  /**
   * Whether a change that the schema would apply in place means replacement all the same, because
   * of the values at hand (Heat's {@code needs_replace_with_prop_diff}). Pure; wanted values may be
   * {@link Value.Unknown}, for which the answer is a guess until they are known.
   */
  default boolean replaces(Value.MapOf before, Value.MapOf wanted) {
    return false;
  }

  /**
   * What its resources unfold into, when they are stacks of their own: create, update and delete
   * are then never called.
   */
  default Optional<Unfolding> unfolding() {
    return Optional.empty();
  }

  /** What its resources do when they are signalled; empty when they take no signals. */
  default Optional<Signals> signals() {
    return Optional.empty();
  }

  /** How its resources change their size; empty for whatever is no group or cannot. */
  default Optional<Scaling> scaling() {
    return Optional.empty();
  }

  /** Whether its steps wait for signals; see {@link Context#signals}. */
  default boolean listens() {
    return false;
  }

  /** Whether every further revision of the stack makes its resources anew. */
  default boolean renewed() {
    return false;
  }

  /**
   * The hosts that its steps work on, so that none of them gets too much at once; empty for types
   * that work on no host, or cannot tell from this.
   */
  default Set<String> hosts(Value.MapOf given) {
    return Set.of();
  }

  Progress<Value.MapOf> create(Value.MapOf wanted, Context context);

  /** Called only when every changed property is updatable. */
  Progress<Value.MapOf> update(
      Existing<Value.MapOf, Value.MapOf> existing, Value.MapOf wanted, Context context);

  /** Answers {@link Progress.Gone} when nothing is left, also when nothing ever was. */
  Progress<Value.MapOf> delete(Existing<Value.MapOf, Value.MapOf> existing, Context context);

  /** The acts its resources know; of others nobody asks it: there is nothing to do then. */
  default Set<Act> acts() {
    return Set.of();
  }

  /**
   * Asks an act of a resource that exists; one that is as asked already is {@link Progress.Done}
   * too. A CHECK that finds the resource other than it was made answers {@link Progress.Failed},
   * saying how it differs.
   */
  default Progress<Value.MapOf> act(
      Act act, Existing<Value.MapOf, Value.MapOf> existing, Context context) {
    throw new IllegalStateException(schema().type() + " does not know " + act);
  }

  /** Whether it can look at the real things behind its resources. */
  default boolean observes() {
    return false;
  }

  /**
   * How the real thing is beside what it was last given. Asked of resources that are complete;
   * reads only, and answers within a few seconds.
   */
  default Observation observe(Existing<Value.MapOf, Value.MapOf> existing, Context context) {
    throw new IllegalStateException(schema().type() + " does not observe");
  }

  /** Whether its resources can stand for things that were there before. */
  default boolean adopts() {
    return false;
  }

  /**
   * Looks at a thing that was there before and is not to be changed, and says what it exposes.
   *
   * @param externalId what the outside world calls it
   * @param given properties that say where to look; those that are required may be missing
   * @return {@link Progress.Failed} when there is no such thing
   */
  default Progress<Value.MapOf> adopt(String externalId, Value.MapOf given, Context context) {
    throw new IllegalStateException(schema().type() + " does not adopt");
  }

  /**
   * What a step from {@code existing} to {@code wanted} will do outside; reads only. Either may be
   * absent: a create, a delete. Wanted values may be {@link Value.Unknown}.
   */
  List<Effect> effects(
      Optional<Existing<Value.MapOf, Value.MapOf>> existing,
      Optional<Value.MapOf> wanted,
      Context context);
}
