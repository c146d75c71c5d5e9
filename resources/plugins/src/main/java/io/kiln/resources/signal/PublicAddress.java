package io.kiln.resources.signal;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** Where this installation's API answers those who are outside of it. */
@FunctionalInterface
public interface PublicAddress {

  /** The base of all its URLs, without a slash at the end; empty as long as it is not known. */
  Optional<URI> base();

  /**
   * A path with what lets whoever has it send signals there, without any other credential.
   *
   * @param path encoded, below the base
   * @param resource the UUID of the very resource that is meant, which the address names: what is
   *     meant for one does not reach its successor
   * @param until it is worth nothing from then on
   */
  default String signed(String path, String resource, Instant until) {
    return path + "?resource=" + resource;
  }
}
