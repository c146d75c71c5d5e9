package io.kiln.engine.convergence.receipts;

import io.kiln.engine.convergence.Receipt;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where it is kept what repeatable requests came to. What a request makes is noted in the very
 * transaction that makes it ({@link io.kiln.engine.convergence.Errand#receipt}), by the attempt
 * that holds the key: one that was given up cannot make anything any more.
 */
public interface Receipts {

  /** How long a key means the same request. */
  Duration KEPT = Duration.ofHours(24);

  /**
   * How long an attempt may hold a key without an answer: a request waits for the database for some
   * seconds, and for a plan of a very large tree perhaps a minute.
   */
  Duration HELD = Duration.ofMinutes(2);

  /** What there is of a key. */
  sealed interface Found {

    /** Nothing: the request may go on, and holds the key. */
    record Fresh() implements Found {}

    /** Somebody used it for another request. */
    record Other() implements Found {}

    /** The same request is being answered. */
    record UnderWay() implements Found {}

    /**
     * The same request did its work, and nobody knows yet what was answered.
     *
     * @param what it made, as {@link Made} writes it
     */
    record Done(String what) implements Found {}

    /** The same request was answered. */
    record Answered(Answer answer) implements Found {}
  }

  /** What was answered. */
  record Answer(int status, Map<String, String> headers, String body) {
    public Answer {
      headers = Map.copyOf(headers);
    }
  }

  /**
   * Takes a key for an attempt, unless it is taken.
   *
   * @param request what tells this request from others; kept as a keyed hash
   */
  Found take(Receipt attempt, String request);

  /** Keeps what an attempt that holds the key answered. */
  void answered(Receipt attempt, Answer answer);

  /** Gives the key back: nothing came of the attempt. One that made something stays. */
  void giveUp(Receipt attempt);

  /** What a request made, as a text. */
  record Made(String kind, String id) {

    private static final String BETWEEN = ":";

    /** An operation that was begun. */
    public static final String OPERATION = "operation";

    /** A plan that is kept. */
    public static final String PLAN = "plan";

    /** Reads it again. */
    public static Optional<Made> read(String text) {
      String[] parts = text.split(BETWEEN, 2);
      return parts.length == 2 ? Optional.of(new Made(parts[0], parts[1])) : Optional.empty();
    }

    @Override
    public String toString() {
      return kind + BETWEEN + id;
    }
  }
}
