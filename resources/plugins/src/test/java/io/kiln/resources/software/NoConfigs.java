package io.kiln.resources.software;

import java.util.Optional;

/** A store that is never asked for anything it has. */
public record NoConfigs() implements SoftwareConfigs {

  @Override
  public void put(StoredConfig config) {
    throw new AssertionError("nothing is to be stored");
  }

  @Override
  public Optional<StoredConfig> find(String project, String id) {
    return Optional.empty();
  }

  @Override
  public void delete(String project, String id) {
    throw new AssertionError("nothing is to be removed");
  }
}
