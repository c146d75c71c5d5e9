package io.kiln.api.cfn.signature;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a request says of its signature.
 *
 * @param date as it stands in the request
 * @param at the same
 * @param expires how long a signed address is good; empty when the signature is in a header
 */
record Claim(
    String keyId,
    Scope scope,
    List<String> signedHeaders,
    String signature,
    String date,
    Instant at,
    Optional<Duration> expires) {

  static final String ALGORITHM = "AWS4-HMAC-SHA256";

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);

  private static final int SCOPE_PARTS = 5;

  /** What a signing key is good for. */
  record Scope(String day, String region, String service) {
    @Override
    public String toString() {
      return String.join("/", day, region, service, "aws4_request");
    }
  }

  boolean inQuery() {
    return expires.isPresent();
  }

  /** Whether a request says that it is signed. */
  static boolean made(HttpParts parts) {
    return parts.header("authorization").startsWith(ALGORITHM)
        || parts.query().contains("X-Amz-Signature=");
  }

  /**
   * Reads it from a header or the query.
   *
   * @throws IllegalArgumentException that says what is missing or wrong
   */
  static Claim of(HttpParts parts) {
    String header = parts.header("authorization");
    return header.startsWith(ALGORITHM) ? header(parts, header) : query(parts);
  }

  private static Claim header(HttpParts parts, String header) {
    Map<String, String> said = new HashMap<>();
    for (String part : header.substring(ALGORITHM.length()).split(",")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        said.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
      }
    }
    String date = parts.header("x-amz-date");
    return claim(
        need(said, "Credential", "Authorization header requires '%s' parameter."),
        need(said, "SignedHeaders", "Authorization header requires '%s' parameter."),
        need(said, "Signature", "Authorization header requires '%s' parameter."),
        date,
        Optional.empty());
  }

  private static Claim query(HttpParts parts) {
    Map<String, String> said = new HashMap<>();
    for (String part : parts.query().split("&")) {
      int equals = part.indexOf('=');
      if (equals > 0 && part.startsWith("X-Amz-")) {
        String old =
            said.put(part.substring(0, equals), Percent.decoded(part.substring(equals + 1), false));
        if (old != null) {
          throw new IllegalArgumentException(part.substring(0, equals) + " is given twice.");
        }
      }
    }
    String missing = "AWS query-string parameters must include '%s'.";
    if (!need(said, "X-Amz-Algorithm", missing).equals(ALGORITHM)) {
      throw new IllegalArgumentException("X-Amz-Algorithm must be " + ALGORITHM + ".");
    }
    return claim(
        need(said, "X-Amz-Credential", missing),
        need(said, "X-Amz-SignedHeaders", missing),
        need(said, "X-Amz-Signature", missing),
        need(said, "X-Amz-Date", missing),
        Optional.of(seconds(need(said, "X-Amz-Expires", missing))));
  }

  private static Claim claim(
      String credential,
      String signedHeaders,
      String signature,
      String date,
      Optional<Duration> expires) {
    String[] scope = credential.split("/", -1);
    if (scope.length != SCOPE_PARTS || !scope[SCOPE_PARTS - 1].equals("aws4_request")) {
      throw new IllegalArgumentException(
          "Credential must be like KEY/20260131/REGION/cloudformation/aws4_request.");
    }
    List<String> signed = Arrays.asList(signedHeaders.split(";"));
    if (!signed.contains("host")) {
      throw new IllegalArgumentException("'host' must be a signed header.");
    }
    if (expires.isEmpty() && !signed.contains("x-amz-date")) {
      throw new IllegalArgumentException("'x-amz-date' must be there, as a signed header.");
    }
    return new Claim(
        scope[0],
        new Scope(scope[1], scope[2], scope[3]),
        signed,
        signature,
        date,
        instant(date),
        expires);
  }

  private static String need(Map<String, String> said, String key, String message) {
    String value = said.getOrDefault(key, "");
    if (value.isEmpty()) {
      throw new IllegalArgumentException(message.formatted(key));
    }
    return value;
  }

  private static Instant instant(String date) {
    try {
      return LocalDateTime.parse(date, DATE).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("X-Amz-Date must be like 20260131T120000Z.", e);
    }
  }

  private static Duration seconds(String text) {
    try {
      return Duration.ofSeconds(Integer.parseInt(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("X-Amz-Expires must be a number of seconds.", e);
    }
  }
}
