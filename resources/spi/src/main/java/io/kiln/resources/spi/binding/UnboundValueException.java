package io.kiln.resources.spi.binding;

/**
 * A value that does not fit where it goes: a mistake in what was given that the schema could not
 * see. Its message has the place and never the value.
 */
public final class UnboundValueException extends IllegalArgumentException {

  UnboundValueException(String path, String problem) {
    super(describe(path, problem));
  }

  UnboundValueException(String path, String problem, Throwable cause) {
    super(describe(path, problem), cause);
  }

  private static String describe(String path, String problem) {
    return path.isEmpty() ? problem : "property " + path + ": " + problem;
  }
}
