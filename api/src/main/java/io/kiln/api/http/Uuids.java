package io.kiln.api.http;

import java.util.Optional;
import java.util.UUID;

/** Ids as clients write them. */
public final class Uuids {

  private Uuids() {}

  /** An id; nothing when the text is none, which is then nobody's. */
  public static Optional<UUID> read(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
