package io.kiln.templates.expression;

import io.kiln.templates.source.SourceSpan;
import java.util.Optional;

/**
 * What a function was given is wrong. Never leaves the evaluation: it becomes a finding at the
 * place of the call, or of the part of it that is wrong.
 */
public final class Mistake extends RuntimeException {

  private final String code;
  private final Optional<String> hint;
  private final Optional<SourceSpan> at;

  public Mistake(String message) {
    this("invalid-argument", message, Optional.empty());
  }

  public Mistake(String code, String message, Optional<String> hint) {
    this(code, message, hint, Optional.empty());
  }

  private Mistake(String code, String message, Optional<String> hint, Optional<SourceSpan> at) {
    super(message, null, false, false);
    this.code = code;
    this.hint = hint;
    this.at = at;
  }

  /** The same mistake, which lies in this part of what the function was given. */
  public Mistake at(SourceSpan part) {
    return at.isPresent() ? this : new Mistake(code, text(), hint, Optional.of(part));
  }

  /** The place to show: the part that is wrong, where it stands within the call. */
  SourceSpan place(SourceSpan call) {
    return at.filter(call::holds).orElse(call);
  }

  /** The same mistake without what was wrong, which may be a secret. */
  Mistake discreet(String function) {
    return new Mistake(
        code,
        "Incorrect arguments to \"%s\": what is wrong would show a hidden value."
            .formatted(function),
        Optional.empty(),
        at);
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
