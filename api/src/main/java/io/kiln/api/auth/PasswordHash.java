package io.kiln.api.auth;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What a password is compared with: {@code pbkdf2-sha256$ITERATIONS$SALT$HASH}, salt and hash in
 * base64. People choose passwords that can be guessed, so a guess has to be slow.
 *
 * @param iterations how slow
 * @param salt in base64
 * @param hash in base64
 */
record PasswordHash(int iterations, String salt, String hash) {

  /** What OWASP's cheat sheet of 2023 asks for; {@code kiln token password} makes these. */
  static final int ITERATIONS = 600_000;

  /** Fewer are guessed in an afternoon. */
  private static final int FEWEST = 100_000;

  /** More would keep the server busy for seconds with one request. */
  private static final int MOST = 5_000_000;

  private static final int HASH_BYTES = 32;

  private static final Pattern FORM =
      Pattern.compile("pbkdf2-sha256\\$(\\d{1,7})\\$([A-Za-z0-9+/]{22}==)\\$([A-Za-z0-9+/]{43}=)");

  /** Compared with for names nobody has, so that the time taken does not tell which are there. */
  static final PasswordHash OF_NOBODY =
      new PasswordHash(ITERATIONS, "AAAAAAAAAAAAAAAAAAAAAA==", "");

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException that says what is wrong, without the text
   */
  static PasswordHash parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'password' must be pbkdf2-sha256$ITERATIONS$SALT$HASH; `kiln token password` makes one");
    }
    int iterations = Integer.parseInt(form.group(1));
    if (iterations < FEWEST || iterations > MOST) {
      throw new IllegalArgumentException(
          "'password' must have %d to %d iterations".formatted(FEWEST, MOST));
    }
    return new PasswordHash(iterations, form.group(2), form.group(3));
  }

  /** Whether a password is the one; takes some tenths of a second. */
  boolean fits(String password) {
    Base64.Decoder base64 = Base64.getDecoder();
    var spec =
        new PBEKeySpec(
            password.toCharArray(), base64.decode(salt), iterations, HASH_BYTES * Byte.SIZE);
    try {
      byte[] made =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      return MessageDigest.isEqual(made, base64.decode(hash));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has PBKDF2WithHmacSHA256", e);
    } finally {
      spec.clearPassword();
    }
  }

  @Override
  public String toString() {
    return "a password's hash";
  }
}
