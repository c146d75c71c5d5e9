package io.kiln.resources.signal;

import java.net.URI;
import java.util.Optional;

/** Where this installation's API answers those who are outside of it. */
@FunctionalInterface
public interface PublicAddress {

  /** The base of all its URLs, without a slash at the end; empty as long as it is not known. */
  Optional<URI> base();
}
