package io.kiln.templates.environment;

import io.kiln.templates.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * One environment, or several merged.
 *
 * @param parameters values for the root template
 * @param parameterDefaults values for every template of the tree that has such a parameter
 * @param eventSinks where events are published too, as written
 */
public record Environment(
    SequencedMap<String, Value> parameters,
    SequencedMap<String, Value> parameterDefaults,
    Registry registry,
    List<Value> eventSinks) {

  /** Says nothing. */
  public static final Environment EMPTY =
      new Environment(new LinkedHashMap<>(), new LinkedHashMap<>(), Registry.EMPTY, List.of());

  public Environment {
    parameters = Collections.unmodifiableSequencedMap(parameters);
    parameterDefaults = Collections.unmodifiableSequencedMap(parameterDefaults);
    eventSinks = List.copyOf(eventSinks);
  }
}
