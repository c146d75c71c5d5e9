package io.kiln.db.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Unpacks the part of the tar format that the PostgreSQL binaries are packed in: folders, files and
 * symbolic links with names of up to 255 characters. Anything else is an error, as is a name or a
 * link that leads out of the target folder.
 */
final class TarReader {

  private static final int BLOCK = 512;
  private static final int OWNER_MAY_EXECUTE = 0100;

  private final InputStream in;
  private final Path target;

  private TarReader(InputStream in, Path target) {
    this.in = in;
    this.target = target;
  }

  /** Unpacks all entries below an existing folder. */
  static void unpack(InputStream in, Path target) throws IOException {
    new TarReader(in, target.toAbsolutePath().normalize()).unpack();
  }

  private void unpack() throws IOException {
    byte[] header = block();
    while (header[0] != 0) {
      Path path = inside(name(header));
      long size = octal(header, 124, 12);
      Files.createDirectories(path.getParent());
      switch (header[156]) {
        case '0', 0 -> writeFile(path, size, octal(header, 100, 8));
        case '5' -> Files.createDirectories(path);
        case '2' -> link(path, text(header, 157, 100));
        default ->
            throw new IOException(
                "entry %s is of the unknown kind %c".formatted(path, (char) header[156]));
      }
      header = block();
    }
  }

  private void writeFile(Path path, long size, long mode) throws IOException {
    try (OutputStream out = Files.newOutputStream(path)) {
      byte[] buffer = new byte[1 << 16];
      long left = size;
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new EOFException("the archive ends within " + path);
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    }
    in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
    boolean executable = (mode & OWNER_MAY_EXECUTE) != 0;
    Files.setPosixFilePermissions(
        path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
  }

  private void link(Path path, String to) throws IOException {
    Path destination = path.resolveSibling(to).normalize();
    if (Path.of(to).isAbsolute() || !destination.startsWith(target)) {
      throw new IOException("link %s leads out of the archive".formatted(path));
    }
    Files.createSymbolicLink(path, Path.of(to));
  }

  private Path inside(String name) throws IOException {
    Path path = target.resolve(name).normalize();
    if (!path.startsWith(target) || path.equals(target)) {
      throw new IOException("entry '%s' leads out of the archive".formatted(name));
    }
    return path;
  }

  private byte[] block() throws IOException {
    byte[] block = in.readNBytes(BLOCK);
    if (block.length < BLOCK) {
      throw new EOFException("the archive ends without its end mark");
    }
    return block;
  }

  private static String name(byte[] header) {
    // GNU's variant ("ustar" and two spaces) uses the prefix field for other things.
    boolean posix = header[262] == 0;
    String prefix = posix ? text(header, 345, 155) : "";
    String name = text(header, 0, 100);
    return prefix.isEmpty() ? name : prefix + '/' + name;
  }

  private static String text(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, UTF_8);
  }

  private static long octal(byte[] header, int from, int length) throws IOException {
    String digits = text(header, from, length).strip();
    try {
      return Long.parseLong(digits, 8);
    } catch (NumberFormatException e) {
      throw new IOException("'%s' is no octal number".formatted(digits), e);
    }
  }
}
