package io.kiln.resources.spi;

import io.kiln.templates.value.Value;

/**
 * A kind of resource that is a stack of its own without a provider template, in the form that
 * plugins write: a group, or a stack in a stack. {@code P} is what it is given; {@code A} names the
 * attributes for the reference, all of them {@link Value}s. The class carries {@link ResourceType}.
 */
public interface Group<P extends Record, A extends Record> {

  /** See {@link Unfolding#unfold}. */
  Unfolded unfold(P wanted, Value.MapOf policy, Past past);

  /** See {@link Unfolding#attribute}. */
  Value attribute(String name, Members members);

  /**
   * Whether an attribute gives something of each member, so that the rest of a {@code get_attr}
   * path is walked in each.
   */
  boolean spreads(String attribute);
}
