package io.kiln.resources.spi.binding;

import io.kiln.templates.value.Value;
import java.util.Optional;

/** A check on a value that templates and schemas name, such as {@code kiln.host}. */
@FunctionalInterface
public interface ValueCheck {

  /** What is wrong with the value and what would be right; empty when nothing is wrong. */
  Optional<String> problem(Value value);
}
