package io.kiln.api.v2;

import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How many streams are open. Each asks the database for as long as its stack is at work, which may
 * be hours, and no limit on requests holds it. Each server counts for itself. Safe for use by many
 * threads.
 */
final class OpenStreams {

  /** A quarter: three other projects hear what happens, whatever one does. */
  static final int OF_A_PROJECT = 50;

  /**
   * At full pace a stream makes some thirteen statements a second, of about a millisecond each: all
   * together keep less than three of the pool's ten connections busy.
   */
  static final int OF_A_SERVER = 200;

  /** A listener that went without a word is missed at the next sign of life, of a quiet stack. */
  static final Duration RETRY_AFTER = EventStreams.Pace.USUAL.silence();

  private final Map<String, Integer> open = new HashMap<>();
  private int all;

  /**
   * Takes a place, which is to be given back.
   *
   * @throws RefusedException when there is none left
   */
  synchronized void take(String project) {
    int own = open.getOrDefault(project, 0);
    if (own >= OF_A_PROJECT) {
      throw full("A project may have %d streams of events open".formatted(OF_A_PROJECT));
    }
    if (all >= OF_A_SERVER) {
      throw full("A server may have %d streams of events open".formatted(OF_A_SERVER));
    }
    open.put(project, own + 1);
    all++;
  }

  /** Gives a place back that was taken. */
  synchronized void giveBack(String project) {
    open.compute(project, (_, own) -> own == null || own == 1 ? null : own - 1);
    all--;
  }

  private static RefusedException full(String what) {
    return new RefusedException(
        Refusal.of(
            429,
            "TooManyRequests",
            what
                + ", and has them. Close some, or wait as long as Retry-After says and go on with"
                + " Last-Event-ID; how a stack is can be asked for meanwhile."));
  }
}
