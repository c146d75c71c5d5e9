package io.kiln.resources.spi;

import io.kiln.templates.value.Value;
import java.util.List;

/** What a group holds, for its attributes. */
public interface Members {

  /** In the order the group gave them. */
  List<String> names();

  /** What {@code get_resource} would yield; unknown before it exists, null for no such member. */
  Value reference(String member);

  /**
   * What {@code get_attr} would yield.
   *
   * @param attribute its name, empty for the map of all of them
   */
  Value attribute(String member, String attribute);

  /** The outputs of the stack inside, by name; a group of members alone has none. */
  Value.MapOf outputs();

  /** What {@link Unfolded.Now#memory()} was. */
  Value.MapOf memory();

  /** The name of the stack inside. */
  String stackName();
}
