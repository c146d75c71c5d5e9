package io.kiln.api.boot;

import io.kiln.resources.signal.PublicAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Where the API answers: as somebody said, or where the web server of this process listens. */
final class OwnAddress implements PublicAddress {

  private final AtomicReference<@Nullable URI> known;

  /** As somebody said, if anybody did. */
  OwnAddress(Optional<URI> said) {
    this.known = new AtomicReference<>(said.orElse(null));
  }

  /** The web server listens here; what somebody said counts more. */
  void listensAt(URI here) {
    known.compareAndSet(null, here);
  }

  @Override
  public Optional<URI> base() {
    return Optional.ofNullable(known.get());
  }
}
