package io.kiln.resources.host;

import io.kiln.hooks.protocol.Operation;
import io.kiln.resources.spi.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tokens of operations: equal for every attempt at one step, different for anything else. */
public final class OperationToken {

  private OperationToken() {}

  /**
   * The token of one piece of a step on one host.
   *
   * @param piece distinguishes the pieces of this step
   */
  public static String of(Context context, String piece, String host) {
    String token = context.attemptToken() + "/" + piece + "/" + host;
    boolean fits =
        token.length() <= Operation.LONGEST_TOKEN
            && token.chars().allMatch(c -> c > ' ' && c < 127);
    return fits ? token : digest(token);
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
