package io.kiln.api.cfn.signature;

import jakarta.servlet.http.HttpServletRequest;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came over the wire: what a signature speaks of.
 *
 * @param path before any decoding
 * @param query before any decoding; empty when there is none
 * @param headers by their names in small letters
 * @param payload SHA-256 of the body, in hexadecimal
 */
public record HttpParts(
    String method, String path, String query, Map<String, List<String>> headers, String payload) {

  public HttpParts {
    headers = Map.copyOf(headers);
  }

  /** A request whose body was read. */
  public static HttpParts of(HttpServletRequest request, byte[] body) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name.toLowerCase(Locale.ROOT), Collections.list(request.getHeaders(name)));
    }
    return new HttpParts(
        request.getMethod(),
        request.getRequestURI(),
        Optional.ofNullable(request.getQueryString()).orElse(""),
        headers,
        hash(body));
  }

  /** The only value of a header; empty when there is none. */
  String header(String name) {
    List<String> values = headers.getOrDefault(name, List.of());
    return values.isEmpty() ? "" : values.getFirst().strip();
  }

  /** What stands for these bytes in a signature. */
  public static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
