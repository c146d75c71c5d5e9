package io.kiln.lint;

/** What was asked for cannot be checked at all: a mistake in the call, not in a template. */
public final class BadSelection extends RuntimeException {
  private static final long serialVersionUID = 1;

  BadSelection(String message) {
    super(message);
  }
}
