package io.kiln.api.cfn.signature;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signs requests as AWS's clients do; that this is right is shown by {@link SignatureCheckTest}.
 */
public record Signing(String keyId, String secret) {

  /** A form to be posted, signed now. */
  public HttpRequest form(URI to, String body, Instant now) {
    return signed("POST", to, body, now)
        .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  /** An address with all that is asked, signed now. */
  public HttpRequest get(URI to, Instant now) {
    return signed("GET", to, "", now).build();
  }

  private HttpRequest.Builder signed(String method, URI to, String body, Instant now) {
    String date =
        DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC).format(now);
    var scope = new Claim.Scope(date.substring(0, 8), "RegionOne", "cloudformation");
    List<String> names = List.of("host", "x-amz-date");
    var claim = new Claim(keyId, scope, names, "", date, now, Optional.empty());
    var parts =
        new HttpParts(
            method,
            to.getRawPath(),
            Optional.ofNullable(to.getRawQuery()).orElse(""),
            Map.of("host", List.of(to.getAuthority()), "x-amz-date", List.of(date)),
            HttpParts.hash(body.getBytes(StandardCharsets.UTF_8)));
    String signature =
        SignatureCheck.signature(secret, claim, Canonical.request(parts, names, false));
    return HttpRequest.newBuilder(to)
        .header("X-Amz-Date", date)
        .header(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=host;x-amz-date, Signature=%s"
                .formatted(keyId, scope, signature));
  }
}
