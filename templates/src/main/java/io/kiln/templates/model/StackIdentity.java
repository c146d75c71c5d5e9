package io.kiln.templates.model;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Who a stack is, for pseudo parameters and names.
 *
 * @param id the stack's UUID, empty before it is stored (a preview)
 */
public record StackIdentity(String project, String name, String id) {

  /** Heat's name for a stack that is stored. */
  public String arn() {
    return "arn:openstack:heat::%s:stacks/%s/%s".formatted(project, name, id);
  }

  /**
   * Who the stack of a nested resource is: its id follows from this one's, so that every look at
   * the same tree gives it the same.
   */
  public StackIdentity child(String resource, String physicalName) {
    return new StackIdentity(
        project,
        physicalName,
        id.isEmpty()
            ? ""
            : UUID.nameUUIDFromBytes((id + "/" + resource).getBytes(StandardCharsets.UTF_8))
                .toString());
  }
}
