package io.kiln.templates.environment;

import io.kiln.templates.model.StackSettings;
import io.kiln.templates.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * One environment, or several merged.
 *
 * @param parameters values for the root template
 * @param parameterDefaults values for every template of the tree that has such a parameter
 * @param settings what is said about the stack as a whole
 */
public record Environment(
    SequencedMap<String, Value> parameters,
    SequencedMap<String, Value> parameterDefaults,
    Registry registry,
    StackSettings settings) {

  /** Says nothing. */
  public static final Environment EMPTY =
      new Environment(
          new LinkedHashMap<>(), new LinkedHashMap<>(), Registry.EMPTY, StackSettings.NONE);

  public Environment {
    parameters = Collections.unmodifiableSequencedMap(parameters);
    parameterDefaults = Collections.unmodifiableSequencedMap(parameterDefaults);
  }
}
