package io.kiln.api.auth;

import java.time.Instant;

/** Tells addresses that this installation has signed from all others. */
@FunctionalInterface
public interface Signatures {

  /**
   * Whether an address is one of ours, as it was given out, and still good.
   *
   * @param path without query, decoded
   * @param resource the UUID of the very resource that is meant
   * @param expires as the address says it, seconds since 1970
   * @param signature as the address says it
   */
  boolean hold(String path, String resource, String expires, String signature, Instant now);
}
