package io.kiln.api.boot;

import java.util.UUID;
import java.util.function.Supplier;

/** Where new ids come from. */
record Ids(Supplier<UUID> source) implements Supplier<UUID> {

  @Override
  public UUID get() {
    return source.get();
  }
}
