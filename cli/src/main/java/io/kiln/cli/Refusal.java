package io.kiln.cli;

/** A command that ends because of something the user can change: the message says what. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int exit;

  Refusal(int exit, String message) {
    super(message);
    this.exit = exit;
  }

  int exit() {
    return exit;
  }
}
