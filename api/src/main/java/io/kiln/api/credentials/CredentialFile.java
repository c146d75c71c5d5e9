package io.kiln.api.credentials;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that only its owner may read. It is read again when it has changed; one that cannot be
 * used then is complained about, once, and what was read before stays.
 *
 * @param <T> what its text means
 */
public final class CredentialFile<T> {

  private static final Logger LOG = LoggerFactory.getLogger(CredentialFile.class);

  /** Whoever takes a secret away sees it work no longer than this. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** Some thousand entries; nobody means more. */
  private static final long MOST_BYTES = 4L * 1024 * 1024;

  private final String option;
  private final Path file;
  private final Function<String, T> meaning;
  private final InstantSource clock;
  private volatile Read<T> read;

  /** What was read when the file was like this. */
  private record Read<T>(T content, Stamp stamp, Instant lookedAt) {}

  private record Stamp(FileTime changed, long size, @Nullable Object key) {
    static Stamp of(PosixFileAttributes attributes) {
      return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }
  }

  /**
   * Reads a file.
   *
   * @param option of the command line that names it, for messages
   * @param meaning throws IllegalArgumentException that says what is wrong, without any secret
   * @throws IllegalArgumentException that says why it cannot be used
   */
  public CredentialFile(
      String option, Path file, Function<String, T> meaning, InstantSource clock) {
    this.option = option;
    this.file = file;
    this.meaning = meaning;
    this.clock = clock;
    try {
      this.read = read();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s %s cannot be read: %s".formatted(option, file, reason(e)), e);
    }
  }

  /** What it said when it could last be used. */
  public T current() {
    Read<T> known = read;
    Instant now = clock.instant();
    return now.isBefore(known.lookedAt().plus(LOOK_EVERY)) ? known.content() : again(now);
  }

  private synchronized T again(Instant now) {
    Read<T> known = read;
    if (now.isBefore(known.lookedAt().plus(LOOK_EVERY))) {
      return known.content(); // somebody else has just looked
    }
    Stamp stamp = known.stamp();
    try {
      stamp = Stamp.of(attributes());
      if (!stamp.equals(known.stamp())) {
        read = read();
        LOG.info("Read {} again: it has changed", file);
        return read.content();
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.error(
          "{} has changed and cannot be used, what was read before stays: {}", file, reason(e));
    }
    read = new Read<>(known.content(), stamp, now);
    return known.content();
  }

  private static String reason(Exception e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "this process may not read it";
      case CharacterCodingException _ -> "it is no text in UTF-8";
      case IOException other -> other.toString();
      default -> String.valueOf(e.getMessage());
    };
  }

  private PosixFileAttributes attributes() throws IOException {
    return Files.readAttributes(file, PosixFileAttributes.class);
  }

  private Read<T> read() throws IOException {
    PosixFileAttributes attributes = attributes();
    Set<PosixFilePermission> tooMuch =
        EnumSet.of(
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);
    tooMuch.retainAll(attributes.permissions());
    if (!tooMuch.isEmpty()) {
      throw new IllegalArgumentException(
          "%1$s %2$s is open to others than its owner: chmod 600 %2$s".formatted(option, file));
    }
    if (attributes.size() > MOST_BYTES) {
      throw new IllegalArgumentException(
          "%s %s is larger than %d bytes".formatted(option, file, MOST_BYTES));
    }
    try {
      T content = meaning.apply(Files.readString(file));
      return new Read<>(content, Stamp.of(attributes), clock.instant());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s %s: %s".formatted(option, file, e.getMessage()), e);
    }
  }
}
