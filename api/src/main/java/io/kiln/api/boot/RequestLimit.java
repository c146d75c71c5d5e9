package io.kiln.api.boot;

import java.util.OptionalInt;

/** How many requests a second one project may send, as a command line may set it. */
final class RequestLimit {

  private static final String NAME = "requests";

  /**
   * What holds where requests say who sends them: more than any client of one project's needs, a
   * part of what a server answers. Where nobody has to say so, everybody is the one who sits there.
   */
  static final int WITH_AUTHENTICATION = 1_000;

  private static final int MOST = 1_000_000;

  private RequestLimit() {}

  /** Its name with what holds when nothing is said. */
  static String described() {
    return "%s (%d with authentication, else any number)".formatted(NAME, WITH_AUTHENTICATION);
  }

  /**
   * The limit said as {@code requests=N}; empty when it is about another.
   *
   * @throws IllegalArgumentException that says what is wrong with the number
   */
  static OptionalInt of(String setting) {
    NamedNumber said = NamedNumber.of("--limit", setting);
    return said.name().equals(NAME)
        ? OptionalInt.of((int) said.upTo(MOST, ""))
        : OptionalInt.empty();
  }
}
