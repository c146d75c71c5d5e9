package io.kiln.hooks.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A file that after a crash holds either what was written last or what was written before, never a
 * mixture: written beside, forced to disk, renamed. A digest in its first line shows damage.
 */
final class DurableFile {

  private DurableFile() {}

  /** Replaces the content; readable by the owner only, because it may hold secrets. */
  static void write(Path file, String content) throws IOException {
    write(file, content, true);
  }

  /**
   * As above, and faster by two forced writes: the promise then holds for a crash of this process.
   * After a crash of the machine the file may be damaged, which its digest shows, or gone.
   */
  static void writeUnforced(Path file, String content) throws IOException {
    write(file, content, false);
  }

  private static void write(Path file, String content, boolean forced) throws IOException {
    Path folder = java.util.Objects.requireNonNull(file.getParent(), "a file in a folder");
    Path beside = Files.createTempFile(folder, ".new-", "", owner("rw-------"));
    try {
      try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
        byte[] bytes = (digest(content) + "\n" + content).getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        if (forced) {
          channel.force(true);
        }
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
    if (!forced) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** The content; empty if the file is damaged. */
  static Optional<String> read(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    int end = text.indexOf('\n');
    if (end < 0) {
      return Optional.empty();
    }
    String content = text.substring(end + 1);
    return text.substring(0, end).equals(digest(content)) ? Optional.of(content) : Optional.empty();
  }

  /** Makes a folder that only its owner may enter. */
  static void createFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, owner("rwx------"));
    }
  }

  /** SHA-256 in hexadecimal, for names and digests alike. */
  static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static java.nio.file.attribute.FileAttribute<?> owner(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
