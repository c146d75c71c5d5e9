package io.kiln.templates.model;

import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.Set;

/** A stack of which nothing exists yet: all that its resources will say is unknown. */
public enum Pending implements References {
  ALL;

  @Override
  public Value reference(String resource) {
    return new Value.Unknown(Set.of(resource), Mark.NONE);
  }

  @Override
  public boolean lookingAhead() {
    return true;
  }

  @Override
  public Value attribute(String resource, String attribute) {
    String awaited = attribute.isEmpty() ? resource : resource + "." + attribute;
    return new Value.Unknown(Set.of(awaited), Mark.NONE);
  }
}
