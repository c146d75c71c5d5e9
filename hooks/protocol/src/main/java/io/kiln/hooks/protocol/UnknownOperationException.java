package io.kiln.hooks.protocol;

/** The host has no record of a token; hand the operation over (again) to get one. */
public final class UnknownOperationException extends RuntimeException {

  private final String token;

  /** For a token nobody handed over, or whose record has passed its retention. */
  public UnknownOperationException(String token) {
    super("the host has no record of operation " + token + "; hand it over again");
    this.token = token;
  }

  /** The token that was asked about. */
  public String token() {
    return token;
  }
}
