package io.kiln.api.fetch;

/** Why a text was not fetched, for whoever named its address. */
public final class FetchException extends Exception {
  private static final long serialVersionUID = 1L;

  FetchException(String message) {
    super(message);
  }
}
