package io.kiln.api.http;

import java.util.Optional;

/**
 * Where the body of a request is wrong: at a line and a column when it cannot be read, at a key
 * when it can.
 *
 * @param code of the kind of fault, as findings in templates have one
 * @param at where it could be read no further
 * @param pointer to the key, as a JSON pointer (RFC 6901)
 */
public record BodyFault(String code, Optional<Position> at, Optional<String> pointer) {

  /**
   * A place in a text.
   *
   * @param line counted from 1
   * @param column counted from 1
   */
  public record Position(int line, int column) {}

  static BodyFault malformed(Optional<Position> at) {
    return new BodyFault("malformed-json", at, Optional.empty());
  }

  static BodyFault unknownKey(String pointer) {
    return new BodyFault("unknown-key", Optional.empty(), Optional.of(pointer));
  }

  static BodyFault missingKey(String pointer) {
    return new BodyFault("missing-key", Optional.empty(), Optional.of(pointer));
  }

  static BodyFault wrongValue(String pointer) {
    return new BodyFault("wrong-value", Optional.empty(), Optional.of(pointer));
  }
}
