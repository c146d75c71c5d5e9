package io.kiln.api.tracing;

import io.kiln.engine.convergence.TraceParent;
import java.util.Map;
import java.util.Optional;

/** Where spans go. */
public interface Spans extends AutoCloseable {

  /** Nobody collects any: what is begun within a trace is that trace's, and costs nothing. */
  Spans NOWHERE = new Nowhere();

  /** What kind of work it is. */
  enum Kind {
    /** Somebody asked us. */
    SERVER,
    /** We ask somebody. */
    CLIENT,
    /** We do it ourselves. */
    INTERNAL
  }

  /** A stretch of work. */
  interface Span {

    /** Its place in its trace; empty when it is in none. */
    Optional<TraceParent> place();

    /** Gives it a better name. */
    void rename(String name);

    /**
     * It is over; a second end does nothing.
     *
     * @param failure why it went wrong; empty when it went well. Never a secret
     */
    void end(Optional<String> failure);
  }

  /**
   * Begins one now.
   *
   * @param name one of few: details are attributes
   * @param parent what it is part of; without one a trace begins
   */
  Span begin(Kind kind, String name, Optional<TraceParent> parent, Map<String, String> attributes);

  /** Whether anybody collects them. */
  default boolean collected() {
    return true;
  }

  /** Sends what is not sent yet. */
  @Override
  void close();

  /** See {@link #NOWHERE}. */
  final class Nowhere implements Spans {

    private record Passing(Optional<TraceParent> place) implements Span {
      @Override
      public void rename(String name) {}

      @Override
      public void end(Optional<String> failure) {}
    }

    private Nowhere() {}

    @Override
    public Span begin(
        Kind kind, String name, Optional<TraceParent> parent, Map<String, String> attributes) {
      return new Passing(parent);
    }

    @Override
    public boolean collected() {
      return false;
    }

    @Override
    public void close() {}
  }
}
