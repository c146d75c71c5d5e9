package io.kiln.resources.spi;

/**
 * One thing a step does to the outside world, as a plan shows it before it happens.
 *
 * @param kind what is touched, such as {@code container}
 * @param name what it is called there
 * @param host where it is, empty when it is on no host of ours
 * @param because why, in a few words
 */
public record Effect(Verb verb, String kind, String name, String host, String because) {

  /** What happens to it. */
  public enum Verb {
    CREATE,
    REPLACE,
    RESTART,
    RUN,
    UPDATE,
    DELETE
  }
}
