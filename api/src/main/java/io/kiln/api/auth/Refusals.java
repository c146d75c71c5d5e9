package io.kiln.api.auth;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Hears of every request that is turned away for who sent it. */
@FunctionalInterface
public interface Refusals {

  /**
   * One was.
   *
   * @param caller who sent it, when that is known
   */
  void hear(HttpServletRequest request, Optional<Caller> caller, int status);
}
