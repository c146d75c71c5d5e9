package io.kiln.resources.baremetal;

import java.net.URI;

/**
 * Where Ironic is and how it is asked.
 *
 * @param url the base, without {@code /v1}
 */
public record IronicEndpoint(URI url, Auth auth) {

  /** The ways of standalone Ironic (bifrost) to know its callers. */
  public sealed interface Auth {

    /** It does not ask. */
    record None() implements Auth {}

    /** A user name and a password with every call. */
    record HttpBasic(String user, String password) implements Auth {

      /** Leaves the password out. */
      @Override
      public String toString() {
        return "HttpBasic[" + user + "]";
      }
    }
  }
}
