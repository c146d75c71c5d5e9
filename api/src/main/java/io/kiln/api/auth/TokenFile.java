package io.kiln.api.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who are named in a file: by a token, or by name and password. The file is read again when
 * it has changed; one that cannot be used then is complained about, and what was read before stays.
 */
public final class TokenFile implements Authenticator {

  private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);

  /** Whoever takes a token away sees it work no longer than this. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** Some thousand entries; nobody means more. */
  private static final long MOST_BYTES = 4L * 1024 * 1024;

  private static final Outcome REFUSED =
      new Outcome.Refused("The credentials are unknown here, or not valid any more.");

  private final Path file;
  private final InstantSource clock;
  private final Passwords passwords;
  private volatile Read read;

  /** What was read when the file was like this. */
  private record Read(Listed listed, Stamp stamp, Instant lookedAt) {}

  private record Stamp(FileTime changed, long size, @Nullable Object key) {
    static Stamp of(PosixFileAttributes attributes) {
      return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException that says why it cannot be used
   */
  public TokenFile(Path file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
    this.passwords = new Passwords(clock);
    try {
      this.read = read();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--tokens %s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  @Override
  public String challenge() {
    return "Basic realm=\"kiln\", charset=\"UTF-8\"";
  }

  @Override
  public Outcome authenticate(Credentials credentials) {
    Listed listed = current();
    return switch (credentials) {
      case Credentials.Absent _ -> new Outcome.Refused("Authentication is required.");
      case Credentials.Token(String secret) -> token(listed, secret);
      case Credentials.Password(String user, String secret) ->
          passwords.check(listed.logins(), user, secret);
    };
  }

  /** Every entry is compared, in the same time: how long it takes says nothing of where one is. */
  private Outcome token(Listed listed, String secret) {
    byte[] hash = sha256(secret).getBytes(StandardCharsets.US_ASCII);
    Instant now = clock.instant();
    Outcome found = REFUSED;
    for (Listed.TokenEntry entry : listed.tokens()) {
      byte[] known = entry.sha256().getBytes(StandardCharsets.US_ASCII);
      if (MessageDigest.isEqual(known, hash) && entry.holds(now)) {
        found = new Outcome.Known(entry.caller());
      }
    }
    return found;
  }

  /** In hexadecimal. */
  static String sha256(String secret) {
    try {
      byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private Listed current() {
    Read known = read;
    Instant now = clock.instant();
    if (now.isBefore(known.lookedAt().plus(LOOK_EVERY))) {
      return known.listed();
    }
    return again(now);
  }

  private synchronized Listed again(Instant now) {
    Read known = read;
    if (now.isBefore(known.lookedAt().plus(LOOK_EVERY))) {
      return known.listed(); // somebody else has just looked
    }
    Stamp stamp = known.stamp();
    try {
      stamp = Stamp.of(attributes());
      if (!stamp.equals(known.stamp())) {
        read = read();
        passwords.forget();
        LOG.info("Read {} again: it has changed", file);
        return read.listed();
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.error(
          "{} has changed and cannot be used, what was read before stays: {}", file, reason(e));
    }
    read = new Read(known.listed(), stamp, now);
    return known.listed();
  }

  private static String reason(Exception e) {
    return e instanceof IOException ? e.toString() : String.valueOf(e.getMessage());
  }

  private PosixFileAttributes attributes() throws IOException {
    return Files.readAttributes(file, PosixFileAttributes.class);
  }

  private Read read() throws IOException {
    PosixFileAttributes attributes = attributes();
    Set<PosixFilePermission> tooMuch =
        EnumSet.of(
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);
    tooMuch.retainAll(attributes.permissions());
    if (!tooMuch.isEmpty()) {
      throw new IllegalArgumentException(
          "--tokens %s is open to others than its owner: chmod 600 %s".formatted(file, file));
    }
    if (attributes.size() > MOST_BYTES) {
      throw new IllegalArgumentException(
          "--tokens %s is larger than %d bytes".formatted(file, MOST_BYTES));
    }
    try {
      return new Read(Listed.parse(Files.readString(file)), Stamp.of(attributes), clock.instant());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--tokens %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
