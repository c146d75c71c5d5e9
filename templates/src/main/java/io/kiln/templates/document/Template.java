package io.kiln.templates.document;

import io.kiln.templates.dialect.Dialect;
import io.kiln.templates.parameter.ParameterDefinition;
import io.kiln.templates.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A template as declared, whatever the dialect: nothing is resolved in it. Immutable, and shared by
 * every resource that uses it.
 *
 * @param name what the text is called; relative names in it start from here
 * @param mappings tables of two levels to look values up in (CloudFormation)
 * @param rules what must hold for its parameters (CloudFormation)
 * @param unfolding present while parts are still to be written out: then conditions, resources and
 *     outputs are not all of them
 * @param broken whether parts could not be written out at all, which was said: names that are not
 *     here may have been meant to be among them
 */
public record Template(
    String name,
    Dialect dialect,
    String description,
    SequencedMap<String, ParameterDefinition> parameters,
    List<ParameterGroup> groups,
    SequencedMap<String, Value.MapOf> mappings,
    SequencedMap<String, DeclaredCondition> conditions,
    List<DeclaredRule> rules,
    SequencedMap<String, DeclaredResource> resources,
    SequencedMap<String, DeclaredOutput> outputs,
    Optional<Unfolding> unfolding,
    boolean broken) {

  public Template {
    parameters = Collections.unmodifiableSequencedMap(parameters);
    groups = List.copyOf(groups);
    mappings = Collections.unmodifiableSequencedMap(mappings);
    conditions = Collections.unmodifiableSequencedMap(conditions);
    rules = List.copyOf(rules);
    resources = Collections.unmodifiableSequencedMap(resources);
    outputs = Collections.unmodifiableSequencedMap(outputs);
  }

  /** A template of a dialect that has neither mappings, rules nor loops. */
  public static Template plain(
      String name,
      Dialect dialect,
      String description,
      SequencedMap<String, ParameterDefinition> parameters,
      List<ParameterGroup> groups,
      SequencedMap<String, DeclaredCondition> conditions,
      SequencedMap<String, DeclaredResource> resources,
      SequencedMap<String, DeclaredOutput> outputs) {
    return new Template(
        name,
        dialect,
        description,
        parameters,
        groups,
        new LinkedHashMap<>(),
        conditions,
        List.of(),
        resources,
        outputs,
        Optional.empty(),
        false);
  }

  /** Whether there should be more parts than there are, so that any name may be one of them. */
  public boolean open() {
    return broken || unfolding.isPresent();
  }
}
