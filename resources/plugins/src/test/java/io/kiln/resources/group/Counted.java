package io.kiln.resources.group;

import io.kiln.resources.spi.Members;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Map;

/** Members for attributes: each has a reference and {@code attributes}. */
record Counted(List<String> names, Value.MapOf memory) implements Members {

  @Override
  public Value reference(String member) {
    return Value.text("ref-" + member);
  }

  @Override
  public Value attribute(String member, String attribute) {
    var all = Value.map(Map.of("ip", Value.text("10.0.0." + member)));
    return attribute.isEmpty() ? all : all.get(attribute);
  }

  @Override
  public Value.MapOf outputs() {
    return Value.MapOf.EMPTY;
  }

  @Override
  public String stackName() {
    return "stack-group-abcdefghijkl";
  }
}
