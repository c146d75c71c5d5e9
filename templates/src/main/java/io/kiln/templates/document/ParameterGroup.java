package io.kiln.templates.document;

import java.util.List;

/** Parameters that forms show together. */
public record ParameterGroup(String label, String description, List<String> parameters) {

  public ParameterGroup {
    parameters = List.copyOf(parameters);
  }
}
