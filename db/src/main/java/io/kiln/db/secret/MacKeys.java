package io.kiln.db.secret;

import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Keys that vouch for texts, made of a box's keys for one use each: what vouches for one thing
 * vouches for no other. The first makes, all compare. Safe for use by many threads.
 */
public final class MacKeys {

  private final SequencedMap<String, SecretKey> keys;

  MacKeys(SequencedMap<String, SecretKey> keys) {
    this.keys = new LinkedHashMap<>(keys);
  }

  /** The id of the key that makes. */
  public String id() {
    return keys.firstEntry().getKey();
  }

  /** Vouches for a text with the first key. */
  public byte[] mac(byte[] text) {
    return mac(keys.firstEntry().getValue(), text);
  }

  /** As {@link #mac(byte[])} with the key of this id; empty when there is none. */
  public Optional<byte[]> mac(String id, byte[] text) {
    return Optional.ofNullable(keys.get(id)).map(key -> mac(key, text));
  }

  static byte[] mac(SecretKey key, byte[] text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
