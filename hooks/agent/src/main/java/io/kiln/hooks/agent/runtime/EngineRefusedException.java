package io.kiln.hooks.agent.runtime;

/** The engine understood a request and did not carry it out. */
public final class EngineRefusedException extends RuntimeException {

  /** What kind of refusal it was, as far as the agent acts on it. */
  public enum Kind {
    /** What the request was about does not exist. */
    NOT_FOUND,
    /** Something else is in the way, such as a name in use or a container in another state. */
    CONFLICT,
    /** Anything else; asking again is no use. */
    OTHER
  }

  private final Kind kind;

  /** The message holds the engine's own words. */
  public EngineRefusedException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** What kind of refusal it was. */
  public Kind kind() {
    return kind;
  }
}
