package io.kiln.api.boot;

import java.util.Optional;

/** Which version this is. */
final class Version {

  private Version() {}

  /** The build's version; {@code development} for classes that no build has packed. */
  static String current() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
