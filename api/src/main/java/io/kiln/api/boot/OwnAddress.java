package io.kiln.api.boot;

import io.kiln.api.auth.SignedAddresses;
import io.kiln.resources.signal.PublicAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** Where the API answers: as somebody said, or where the web server of this process listens. */
final class OwnAddress implements PublicAddress {

  private final AtomicReference<@Nullable URI> known;
  private final SignedAddresses signatures;

  /** As somebody said, if anybody did. */
  OwnAddress(Optional<URI> said, SignedAddresses signatures) {
    this.signatures = signatures;
    this.known = new AtomicReference<>(said.orElse(null));
  }

  /** The web server listens here; what somebody said counts more. */
  void listensAt(URI here) {
    known.compareAndSet(null, here);
  }

  @Override
  public String signed(String path, String resource, Instant until) {
    String decoded = UriUtils.decode(path, StandardCharsets.UTF_8);
    return path + "?" + signatures.query(decoded, resource, until);
  }

  @Override
  public Optional<URI> base() {
    return Optional.ofNullable(known.get());
  }
}
