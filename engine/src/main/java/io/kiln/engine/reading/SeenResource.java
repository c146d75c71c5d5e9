package io.kiln.engine.reading;

import java.util.List;

/**
 * A resource in the stack it lies in.
 *
 * @param requiredBy the names of the resources of the same stack that rely on it, sorted
 */
public record SeenResource(SeenStack in, ResourceLine line, List<String> requiredBy) {

  public SeenResource {
    requiredBy = List.copyOf(requiredBy);
  }
}
