package io.kiln.templates.expression;

import java.util.Optional;

/**
 * What a function was given is wrong. Never leaves the evaluation: it becomes a finding at the
 * place of the call.
 */
public final class Mistake extends RuntimeException {

  private final String code;
  private final Optional<String> hint;

  public Mistake(String message) {
    this("invalid-argument", message, Optional.empty());
  }

  public Mistake(String code, String message, Optional<String> hint) {
    super(message, null, false, false);
    this.code = code;
    this.hint = hint;
  }

  /** The same mistake without what was wrong, which may be a secret. */
  Mistake discreet(String function) {
    return new Mistake(
        code,
        "Incorrect arguments to \"%s\": what is wrong would show a hidden value."
            .formatted(function),
        Optional.empty());
  }

  /** The finding's code. */
  public String code() {
    return code;
  }

  /** The finding's hint. */
  public Optional<String> hint() {
    return hint;
  }

  /** The finding's message. */
  public String text() {
    String message = getMessage();
    return message == null ? code : message;
  }
}
