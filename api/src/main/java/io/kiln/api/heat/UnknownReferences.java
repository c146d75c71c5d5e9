package io.kiln.api.heat;

import io.kiln.templates.model.References;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.Set;

/** How a template looks before any of its resources exists. */
enum UnknownReferences implements References {
  ALL;

  @Override
  public Value reference(String resource) {
    return new Value.Unknown(Set.of(resource), Mark.NONE);
  }

  @Override
  public Value attribute(String resource, String attribute) {
    return new Value.Unknown(
        Set.of(attribute.isEmpty() ? resource : resource + "." + attribute), Mark.NONE);
  }
}
