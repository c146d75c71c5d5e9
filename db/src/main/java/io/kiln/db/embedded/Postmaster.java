package io.kiln.db.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A server's own note in its data folder ({@code postmaster.pid}; PostgreSQL, miscadmin.h).
 *
 * @param status {@code starting}, {@code ready}, {@code stopping}; empty when not written yet
 */
record Postmaster(long pid, int port, String status) {

  private static final String FILE = "postmaster.pid";

  /** What the note says; empty when there is none, or none that can be made sense of. */
  static Optional<Postmaster> read(Path data) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(data.resolve(FILE));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Postmaster(
              Long.parseLong(line(lines, 0)),
              line(lines, 3).isEmpty() ? 0 : Integer.parseInt(line(lines, 3)),
              line(lines, 7)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String line(List<String> lines, int at) {
    return at < lines.size() ? lines.get(at).strip() : "";
  }

  /**
   * Removes the note when no server is behind it. A process of that number may well live: after a
   * restart of the machine or the container another program has it, and PostgreSQL would then
   * refuse to start.
   */
  static void removeStale(Path data) throws IOException {
    Optional<Postmaster> noted = read(data);
    if (noted.isPresent() && !noted.get().lives(data)) {
      Files.deleteIfExists(data.resolve(FILE));
    }
  }

  /** Whether that process is a server on this very folder. */
  boolean lives(Path data) {
    try {
      String command = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
      return command.contains("postgres\0") && command.contains("\0" + data + "\0");
    } catch (IOException e) {
      // No such process, at the first look or while it was read.
      return false;
    }
  }

  boolean isReady() {
    return status.equals("ready");
  }
}
