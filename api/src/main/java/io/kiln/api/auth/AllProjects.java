package io.kiln.api.auth;

import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;

/**
 * Who may list what every project has ({@code global_tenant}): by Heat's default policy nobody, not
 * even an admin, until the operator says otherwise.
 *
 * @param open whether the operator has said that admins may
 */
public record AllProjects(boolean open) {

  /**
   * Lets an admin pass where the operator does.
   *
   * @param what is listed, as Heat's policy calls it, such as {@code stacks}
   * @throws RefusedException in Heat's words, with what would help
   */
  public void permit(Caller caller, String what) {
    if (!open) {
      throw refused(
          what, "The server's operator may allow it for admins: kiln server --all-projects.");
    }
    if (!caller.may(Role.ADMIN)) {
      throw refused(what, "It takes the role admin.");
    }
  }

  private static RefusedException refused(String what, String hint) {
    return new RefusedException(
        Refusal.of(
            403,
            "Forbidden",
            "You are not authorized to use %s:global_index. %s".formatted(what, hint)));
  }
}
