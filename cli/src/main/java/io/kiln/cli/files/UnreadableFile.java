package io.kiln.cli.files;

/** A file that must be there is not, cannot be read, or is too much to send. */
public final class UnreadableFile extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnreadableFile(String message) {
    super(message);
  }
}
