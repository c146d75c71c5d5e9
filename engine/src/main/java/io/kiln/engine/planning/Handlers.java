package io.kiln.engine.planning;

import io.kiln.resources.spi.ResourceHandler;
import java.util.Optional;

/** The resource types there are, by canonical name. */
@FunctionalInterface
public interface Handlers {

  /** The handler of a type; empty when it is no longer installed. */
  Optional<ResourceHandler> find(String type);

  /** The handler of a type that is installed. */
  default ResourceHandler get(String type) {
    return find(type).orElseThrow(() -> new IllegalStateException("no handler for " + type));
  }
}
