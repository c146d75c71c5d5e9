package io.kiln.resources.spi;

import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Optional;

/** What there is of a group when it unfolds again. */
public interface Past {

  /** The group's own id, equal at every look: for names drawn from it. */
  String groupId();

  /** Whether the group was never complete. */
  boolean creating();

  /** What {@link Unfolded.Now#memory()} was the last time; empty at first. */
  Value.MapOf memory();

  /** What {@link Scalable#adjust} has made of it; empty at first. */
  Value.MapOf heard();

  /**
   * The members there are, those made first at the front; ones to be deleted are not among them.
   */
  List<Member> members();

  /**
   * What a resource beside the group was given, by what {@code get_resource} yields for it.
   *
   * @return nothing when no resource of the same template is called that
   */
  Optional<Value.MapOf> sibling(String reference);

  /** One that exists. */
  record Member(String name, boolean failed, Value reference) {}
}
