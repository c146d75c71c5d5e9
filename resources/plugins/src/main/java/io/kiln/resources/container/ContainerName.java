package io.kiln.resources.container;

import io.kiln.resources.spi.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name of a container whose template does not name it: {@code <stack>-<resource>}, and {@code
 * <stack>-<outer>.<inner>} for a resource of a nested stack. The dot keeps {@code n1/c} apart from
 * a resource {@code n1-c}.
 */
final class ContainerName {

  /** Well below what engines take, so that the suffixes of what is put aside fit behind it. */
  private static final int LONGEST = 128;

  private static final int DIGEST_CHARACTERS = 8;

  private ContainerName() {}

  static String of(Context context) {
    String readable =
        (context.stack().name() + "-" + context.path().replace('/', '.'))
            .replaceAll("[^a-zA-Z0-9_.-]", "-");
    String startable = Character.isLetterOrDigit(readable.charAt(0)) ? readable : "k" + readable;
    if (startable.length() <= LONGEST) {
      return startable;
    }
    return startable.substring(0, LONGEST - DIGEST_CHARACTERS - 1) + "-" + digest(startable);
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, DIGEST_CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
