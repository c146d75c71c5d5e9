package io.kiln.engine.convergence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;

/**
 * Randomness that is equal for every attempt at one step and as hard to guess as the step's token,
 * a random UUID: SHA-256 over token and counter. Fit for generated passwords.
 */
final class TokenRandom implements RandomGenerator {
  private final byte[] token;
  private long counter;

  TokenRandom(String token) {
    this.token = token.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public long nextLong() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(token);
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(counter++).array());
      return ByteBuffer.wrap(digest.digest()).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
