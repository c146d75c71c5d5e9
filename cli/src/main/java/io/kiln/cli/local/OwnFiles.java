package io.kiln.cli.local;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes what only the owner is to read: logs and lists say more than a neighbour needs. */
final class OwnFiles {
  private OwnFiles() {}

  /**
   * Makes a folder, with those above it, that others can neither list nor write. They may pass
   * through: a PostgreSQL that root starts runs as somebody else, below it.
   */
  static void folder(Path folder) throws IOException {
    Files.createDirectories(folder, of("rwx--x--x"));
  }

  /** Makes an empty file, unless it is there. */
  static void file(Path file) throws IOException {
    try {
      Files.createFile(file, of("rw-------"));
    } catch (FileAlreadyExistsException there) {
      return; // it stays as its owner has it
    }
  }

  private static FileAttribute<?> of(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
