package io.kiln.api.cfn.signature;

import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Finds out by whose key a request was signed. The whole of it is covered: path, query, body and
 * the headers it names.
 */
public final class SignatureCheck {

  /** How far a sender's clock may be from ours; AWS's limit. */
  private static final Duration SKEW = Duration.ofMinutes(15);

  /** A week: AWS's limit for a signed address. */
  private static final Duration LONGEST = Duration.ofDays(7);

  private static final HexFormat HEX = HexFormat.of();

  private final AccessKeys keys;
  private final Set<String> services;
  private final InstantSource clock;

  /**
   * Checks with these keys.
   *
   * @param services those that a signature may be made for
   */
  public SignatureCheck(AccessKeys keys, Set<String> services, InstantSource clock) {
    this.keys = keys;
    this.services = Set.copyOf(services);
    this.clock = clock;
  }

  /** Whether a request says that it is signed, right or wrong. */
  public static boolean claimed(HttpParts parts) {
    return Claim.made(parts);
  }

  /**
   * The key that a request was signed with.
   *
   * @throws RefusedException in AWS's words when it was not
   */
  public AccessKey check(HttpParts parts) {
    Claim claim;
    String canonical;
    try {
      claim = Claim.of(parts);
      canonical = Canonical.request(parts, claim.signedHeaders(), claim.inQuery());
    } catch (IllegalArgumentException e) {
      throw refused(400, "IncompleteSignature", String.valueOf(e.getMessage()));
    }
    if (!parts.header("x-amz-security-token").isEmpty()
        || parts.query().contains("X-Amz-Security-Token=")) {
      throw refused(
          403, "InvalidClientTokenId", "There are no temporary keys here: send no security token.");
    }
    AccessKey key =
        keys.find(claim.keyId())
            .orElseThrow(
                () ->
                    refused(
                        403,
                        "InvalidClientTokenId",
                        "The security token included in the request is invalid."));
    checkScope(claim);
    checkTime(claim, clock.instant());
    byte[] expected = signature(key.secret(), claim, canonical).getBytes(StandardCharsets.US_ASCII);
    if (!MessageDigest.isEqual(expected, claim.signature().getBytes(StandardCharsets.UTF_8))) {
      throw refused(
          403,
          "SignatureDoesNotMatch",
          "The request signature we calculated does not match the signature you provided. Check"
              + " your AWS Secret Access Key and signing method.");
    }
    return key;
  }

  private void checkScope(Claim claim) {
    if (!claim.date().startsWith(claim.scope().day())) {
      throw refused(
          403,
          "SignatureDoesNotMatch",
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date.");
    }
    if (!services.contains(claim.scope().service())) {
      throw refused(
          403,
          "SignatureDoesNotMatch",
          "Credential should be scoped to the service %s."
              .formatted(String.join(" or ", services.stream().sorted().toList())));
    }
  }

  private static void checkTime(Claim claim, Instant now) {
    if (claim.at().isAfter(now.plus(SKEW))) {
      throw refused(
          403, "SignatureDoesNotMatch", "Signature not yet current: " + claim.date() + ".");
    }
    Duration good = claim.expires().orElse(SKEW);
    if (good.isNegative() || good.isZero() || good.compareTo(LONGEST) > 0) {
      throw refused(
          400,
          "IncompleteSignature",
          "X-Amz-Expires must be 1 to %d.".formatted(LONGEST.toSeconds()));
    }
    if (!now.isBefore(claim.at().plus(good))) {
      throw refused(400, "RequestExpired", "Signature expired: " + claim.date() + ".");
    }
  }

  /** Steps 2 to 4 of AWS's description. */
  static String signature(String secret, Claim claim, String canonical) {
    String text =
        String.join(
            "\n",
            Claim.ALGORITHM,
            claim.date(),
            claim.scope().toString(),
            HttpParts.hash(canonical.getBytes(StandardCharsets.UTF_8)));
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    key = mac(key, claim.scope().day());
    key = mac(key, claim.scope().region());
    key = mac(key, claim.scope().service());
    key = mac(key, "aws4_request");
    return HEX.formatHex(mac(key, text));
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static RefusedException refused(int status, String code, String because) {
    return new RefusedException(Refusal.of(status, code, because));
  }
}
