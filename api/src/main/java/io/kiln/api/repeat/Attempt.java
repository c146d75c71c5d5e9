package io.kiln.api.repeat;

import io.kiln.engine.convergence.Receipt;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * One attempt at a request that has a key.
 *
 * @param text what tells the request from others
 */
record Attempt(Receipt receipt, String text) {

  private static final String ATTRIBUTE = Attempt.class.getName();
  private static final String HOLDS = ATTRIBUTE + ".holds";

  void sent(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  static Optional<Attempt> of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Attempt attempt
        ? Optional.of(attempt)
        : Optional.empty();
  }

  /** From here on the attempt holds its key, and has to say what came of it. */
  static void holds(HttpServletRequest request) {
    request.setAttribute(HOLDS, true);
  }

  static boolean isHolding(HttpServletRequest request) {
    return request.getAttribute(HOLDS) != null;
  }
}
