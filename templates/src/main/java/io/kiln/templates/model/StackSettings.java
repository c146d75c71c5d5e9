package io.kiln.templates.model;

import io.kiln.templates.value.Value;
import java.util.Collections;
import java.util.List;
import java.util.SequencedSet;

/**
 * What an environment says about a stack as a whole, for whoever runs it.
 *
 * @param eventSinks where events are to be published too: each with its {@code type} and what else
 *     that needs; a server that knows no such type leaves it
 * @param encryptedParameters names of parameters that Heat had stored encrypted
 *     (encrypted_param_names); kept so that an environment comes back as it was sent
 */
public record StackSettings(
    List<Value.MapOf> eventSinks, SequencedSet<String> encryptedParameters) {

  /** Nothing is said. */
  public static final StackSettings NONE =
      new StackSettings(List.of(), Collections.emptyNavigableSet());

  public StackSettings {
    eventSinks = List.copyOf(eventSinks);
    encryptedParameters = Collections.unmodifiableSequencedSet(encryptedParameters);
  }

  /** What holds when a later environment is laid over this one. */
  public StackSettings merged(StackSettings later) {
    SequencedSet<String> names = new java.util.LinkedHashSet<>(encryptedParameters);
    names.addAll(later.encryptedParameters);
    return new StackSettings(later.eventSinks.isEmpty() ? eventSinks : later.eventSinks, names);
  }
}
