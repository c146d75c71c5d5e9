package io.kiln.engine.planning;

/** What something is done to, or tells of it: a stack, a resource, an event. */
public interface InState {

  /** What is done, or was last. */
  Action action();

  /** How far it came. */
  Status status();

  /** Both in one word, as Heat shows them: {@code CREATE_COMPLETE}. */
  default String state() {
    return action() + "_" + status();
  }
}
