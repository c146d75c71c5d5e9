package io.kiln.templates.model;

import io.kiln.templates.value.Value;

/** What the resources of one frame look like from outside, at this moment. */
public interface References {

  /** What {@code get_resource} yields; {@link Value.Unknown} before the resource exists. */
  Value reference(String resource);

  /**
   * Whether nothing exists yet and nobody will use the values: then what is kept outside, secrets
   * above all, is not asked for.
   */
  default boolean lookingAhead() {
    return false;
  }

  /**
   * What {@code get_attr} starts from, before the rest of its path is walked.
   *
   * @param attribute the attribute's name, empty for the map of all of them
   */
  Value attribute(String resource, String attribute);

  /**
   * Whether an attribute gives something of each member of a group: the rest of its path is then
   * walked in each.
   */
  default boolean spread(String resource, String attribute) {
    return false;
  }
}
