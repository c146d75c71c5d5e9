package io.kiln.resources.software;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** UUIDs that every attempt computes anew, so that a repeat finds what the first one made. */
final class StableId {

  private StableId() {}

  static String of(String kind, String of) {
    return UUID.nameUUIDFromBytes((kind + ":" + of).getBytes(StandardCharsets.UTF_8)).toString();
  }
}
