package io.kiln.db.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Where the keys of a {@link SecretBox} come from. */
public final class SecretKeys {

  private SecretKeys() {}

  /**
   * Reads keys from a setting: base64 of 32 bytes each, separated by commas or space, the one to
   * seal with first.
   */
  public static SecretBox fromText(String text) {
    List<byte[]> keys = Stream.of(text.strip().split("[,\\s]+")).map(SecretKeys::decode).toList();
    return new SecretBox(keys);
  }

  /** Reads keys from a file, which is made with one random key when there is none. */
  public static SecretBox fromFile(Path file) {
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      return fromText(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("the secret key file %s cannot be used".formatted(file), e);
    }
  }

  /** Written beside its place and linked into it: never half there, never overwritten. */
  private static void create(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path fresh =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            ".secret",
            ".key",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(fresh, newKey() + "\n");
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException e) {
      // Another process was faster: its key is the one.
    } finally {
      Files.delete(fresh);
    }
  }

  /** A random key, as a setting or a file names it. */
  public static String newKey() {
    byte[] key = new byte[SecretBox.KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  private static byte[] decode(String key) {
    try {
      byte[] decoded = Base64.getDecoder().decode(key);
      if (decoded.length == SecretBox.KEY_BYTES) {
        return decoded;
      }
    } catch (IllegalArgumentException e) {
      // Said below, without the text: it may be most of a key.
    }
    throw new IllegalArgumentException(
        "A secret key is 32 random bytes in base64 (head -c 32 /dev/urandom | base64); one of those"
            + " given is not");
  }
}
