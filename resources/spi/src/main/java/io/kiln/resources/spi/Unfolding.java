package io.kiln.resources.spi;

import io.kiln.templates.value.Value;

/**
 * A resource type whose resources are stacks of their own, as the engine sees it: values in, a
 * description out. Pure: equal questions get equal answers. Plugins write the typed form, {@link
 * Group}.
 */
public interface Unfolding {

  /**
   * What it is to hold.
   *
   * @param properties possibly with values that are not known yet
   * @param policy its update policy as the template has it, empty when it has none
   */
  Unfolded unfold(Value.MapOf properties, Value.MapOf policy, Past past);

  /** The value of an attribute; null when there is none of this name. */
  Value attribute(String name, Members members);

  /** See {@link Group#spreads}. */
  boolean spreads(String attribute);

  /** What is kept of the attributes to be shown. */
  Value.MapOf shown(Members members);
}
