package io.kiln.api.cfn.signature;

import io.kiln.api.auth.Role;

/**
 * What somebody signs requests with.
 *
 * @param secret in clear: a signature can be checked only by whoever could have made it
 * @param user for people, and for the audit log
 * @param project whose stacks they may use
 * @param role what they may do there
 */
public record AccessKey(String id, String secret, String user, String project, Role role) {

  /** Leaves out the secret. */
  @Override
  public String toString() {
    return "AccessKey[%s, %s in %s]".formatted(id, user, project);
  }
}
