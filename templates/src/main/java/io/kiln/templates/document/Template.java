package io.kiln.templates.document;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.parameter.ParameterDefinition;
import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;

/**
 * A template as declared: nothing is resolved in it. Immutable, and shared by every resource that
 * uses it.
 *
 * @param name what the text is called; relative names in it start from here
 */
public record Template(
    String name,
    HotVersion version,
    String description,
    SequencedMap<String, ParameterDefinition> parameters,
    List<ParameterGroup> groups,
    SequencedMap<String, DeclaredCondition> conditions,
    SequencedMap<String, DeclaredResource> resources,
    SequencedMap<String, DeclaredOutput> outputs) {

  public Template {
    parameters = Collections.unmodifiableSequencedMap(parameters);
    groups = List.copyOf(groups);
    conditions = Collections.unmodifiableSequencedMap(conditions);
    resources = Collections.unmodifiableSequencedMap(resources);
    outputs = Collections.unmodifiableSequencedMap(outputs);
  }
}
