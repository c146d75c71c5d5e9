package io.kiln.api.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Signs addresses with a key of the installation, and knows them again. What is signed is the path,
 * the very resource and the time: whoever has the address may send signals to that one resource
 * until then, and nothing else.
 */
public final class SignedAddresses implements Signatures {

  private static final Pattern SIGNATURE = Pattern.compile("([0-9a-f]{8})\\.([A-Za-z0-9_-]{43})");

  private static final Pattern SIGNED =
      Pattern.compile("[?&]expires=\\d{1,12}&signature=[0-9a-f]{8}\\.[A-Za-z0-9_-]{43}");

  private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");

  private final Voucher voucher;

  /** Vouches for texts with keys that are the same for all processes of an installation. */
  public interface Voucher {
    /** The id of the key that makes: eight hexadecimal digits. */
    String id();

    /** Vouches for a text. */
    byte[] mac(byte[] text);

    /** As {@link #mac(byte[])} with the key of this id; empty when there is none. */
    Optional<byte[]> mac(String id, byte[] text);
  }

  public SignedAddresses(Voucher voucher) {
    this.voucher = voucher;
  }

  /**
   * Whether a text that is not shown may be to somebody after all: an address that takes signals is
   * a secret to those alone who may not send any.
   */
  public static boolean mayBeShown(String text, Caller caller) {
    return caller.may(Role.MEMBER) && SIGNED.matcher(text).find();
  }

  /** Whether a text that is shown must not be to somebody: the same, the other way round. */
  public static boolean mustBeMasked(String text, Caller caller) {
    return !caller.may(Role.MEMBER) && SIGNED.matcher(text).find();
  }

  /**
   * The query that makes an address a signed one.
   *
   * @param path decoded, from {@code /v1} on
   * @param resource the UUID of the very resource that is meant
   */
  public String query(String path, String resource, Instant until) {
    String expires = Long.toString(until.getEpochSecond());
    byte[] mac = voucher.mac(text(path, resource, expires));
    return "%s=%s&%s=%s&%s=%s.%s"
        .formatted(
            SignedAddress.RESOURCE,
            resource,
            SignedAddress.EXPIRES,
            expires,
            SignedAddress.SIGNATURE,
            voucher.id(),
            Base64.getUrlEncoder().withoutPadding().encodeToString(mac));
  }

  @Override
  public boolean hold(String path, String resource, String expires, String signature, Instant now) {
    Matcher form = SIGNATURE.matcher(signature);
    if (!form.matches() || !SECONDS.matcher(expires).matches()) {
      return false;
    }
    byte[] said = Base64.getUrlDecoder().decode(form.group(2));
    return voucher
            .mac(form.group(1), text(path, resource, expires))
            .filter(made -> MessageDigest.isEqual(made, said))
            .isPresent()
        && now.getEpochSecond() < Long.parseLong(expires);
  }

  /** With lengths: no two addresses have one text. */
  private static byte[] text(String path, String resource, String expires) {
    return "%d %s%d %s%s"
        .formatted(path.length(), path, resource.length(), resource, expires)
        .getBytes(StandardCharsets.UTF_8);
  }
}
