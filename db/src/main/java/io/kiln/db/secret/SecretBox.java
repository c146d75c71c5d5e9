package io.kiln.db.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals what must not stand in clear in the database: AES-256 in GCM, so that a change is noticed
 * too. A sealed text is one byte of format, four of key id, twelve of nonce, then the ciphertext
 * with its tag. The first key seals; every key opens, so that keys can be changed. Safe for use by
 * many threads.
 */
public final class SecretBox {

  /** AES-256. */
  static final int KEY_BYTES = 32;

  private static final byte FORMAT = 1;
  private static final int KEY_ID_BYTES = 4;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int HEADER_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES;

  private final SequencedMap<String, SecretKey> keys = new LinkedHashMap<>();
  private final SecretKey fingerprints;
  private final SecureRandom random = new SecureRandom();

  /**
   * A box for these keys.
   *
   * @param keys 32 bytes each, the one to seal with first
   */
  public SecretBox(List<byte[]> keys) {
    if (keys.isEmpty() || keys.stream().anyMatch(key -> key.length != KEY_BYTES)) {
      throw new IllegalArgumentException(
          "a secret box takes keys of %d bytes".formatted(KEY_BYTES));
    }
    keys.forEach(key -> this.keys.put(id(key), new SecretKeySpec(key, "AES")));
    // Another use of the same secret takes another key.
    fingerprints =
        new SecretKeySpec(
            MacKeys.mac(
                new SecretKeySpec(keys.getFirst(), "HmacSHA256"), "fingerprints".getBytes(UTF_8)),
            "HmacSHA256");
  }

  /** The keys' ids, the one that seals first: they tell nothing of the keys. */
  public SequencedSet<String> keyIds() {
    return keys.sequencedKeySet();
  }

  /**
   * Keys for another use of the same secrets.
   *
   * @param use a word of its own for each
   */
  public MacKeys macKeys(String use) {
    SequencedMap<String, SecretKey> made = new LinkedHashMap<>();
    keys.forEach(
        (id, key) ->
            made.put(
                id,
                new SecretKeySpec(
                    MacKeys.mac(
                        new SecretKeySpec(key.getEncoded(), "HmacSHA256"), use.getBytes(UTF_8)),
                    "HmacSHA256")));
    return new MacKeys(made);
  }

  /** Seals bytes; equal bytes are sealed differently each time. */
  public byte[] seal(byte[] clear) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] id = HexFormat.of().parseHex(keys.firstEntry().getKey());
    byte[] sealed = cipher(Cipher.ENCRYPT_MODE, keys.firstEntry().getValue(), nonce, clear, 0);
    return ByteBuffer.allocate(HEADER_BYTES + sealed.length)
        .put(FORMAT)
        .put(id)
        .put(nonce)
        .put(sealed)
        .array();
  }

  /**
   * Opens what was sealed.
   *
   * @throws IllegalStateException when it was sealed with a key that is not in this box, or changed
   *     since
   */
  public byte[] open(byte[] sealed) {
    if (sealed.length < HEADER_BYTES || sealed[0] != FORMAT) {
      throw new IllegalStateException("a secret in the database is of an unknown format");
    }
    String id = HexFormat.of().formatHex(sealed, 1, 1 + KEY_ID_BYTES);
    @Nullable SecretKey key = keys.get(id);
    if (key == null) {
      throw new IllegalStateException(
          "a secret in the database was sealed with key %s, which is not among the keys %s: add it to KILN_SECRET_KEY"
              .formatted(id, keys.keySet()));
    }
    byte[] nonce = Arrays.copyOfRange(sealed, 1 + KEY_ID_BYTES, HEADER_BYTES);
    return cipher(Cipher.DECRYPT_MODE, key, nonce, sealed, HEADER_BYTES);
  }

  /** Seals a text into one of letters, digits, {@code -} and {@code _}. */
  public String sealText(String clear) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(seal(clear.getBytes(UTF_8)));
  }

  /** Opens what {@link #sealText} made; throws as {@link #open} does. */
  public String openText(String sealed) {
    return new String(open(Base64.getUrlDecoder().decode(sealed)), UTF_8);
  }

  /** Equal for equal bytes, and of no use for guessing them to who has not the key. */
  public byte[] fingerprint(byte[] clear) {
    return MacKeys.mac(fingerprints, clear);
  }

  private static String id(byte[] key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
      return HexFormat.of().formatHex(digest, 0, KEY_ID_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] cipher(int mode, SecretKey key, byte[] nonce, byte[] text, int from) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      return cipher.doFinal(text, from, text.length - from);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a secret in the database was changed or damaged", e);
    }
  }
}
