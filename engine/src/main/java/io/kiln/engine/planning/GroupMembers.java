package io.kiln.engine.planning;

import io.kiln.resources.spi.Members;
import io.kiln.templates.value.Value;
import java.util.List;

/** The members of a group as the walk has them now. */
record GroupMembers(Scope inner, GroupContent group, Value.MapOf outputs) implements Members {

  @Override
  public List<String> names() {
    return group.names();
  }

  @Override
  public Value reference(String member) {
    return inner.reference(member);
  }

  @Override
  public Value attribute(String member, String attribute) {
    return inner.attribute(member, attribute);
  }

  @Override
  public Value.MapOf memory() {
    return group.memory();
  }

  @Override
  public String stackName() {
    return inner.stackName();
  }
}
