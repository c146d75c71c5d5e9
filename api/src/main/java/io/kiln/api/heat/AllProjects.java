package io.kiln.api.heat;

import io.kiln.api.auth.Caller;
import io.kiln.api.auth.Role;
import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;

/**
 * Who may list the stacks of every project ({@code global_tenant}): by Heat's default policy
 * nobody, not even an admin, until the operator says otherwise.
 *
 * @param open whether the operator has said that admins may
 */
public record AllProjects(boolean open) {

  /**
   * Lets an admin pass where the operator does.
   *
   * @throws RefusedException in Heat's words, with what would help
   */
  void permit(Caller caller) {
    if (!open) {
      throw refused("The server's operator may allow it for admins: kiln server --all-projects.");
    }
    if (!caller.may(Role.ADMIN)) {
      throw refused("It takes the role admin.");
    }
  }

  private static RefusedException refused(String hint) {
    return new RefusedException(
        Refusal.of(403, "Forbidden", "You are not authorized to use stacks:global_index. " + hint));
  }
}
