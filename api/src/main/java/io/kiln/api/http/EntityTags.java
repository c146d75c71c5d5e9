package io.kiln.api.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.DigestUtils;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/**
 * Gives every answer of Kiln's own API to a GET or a HEAD a tag that stands for its bytes, and
 * answers 304 when whoever asks has those already. What is answered is worked out all the same:
 * this saves the line and the reader's work.
 */
public final class EntityTags extends ShallowEtagHeaderFilter {

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().startsWith("/v2/");
  }

  /** A HEAD is a GET without the body, so it has the same tag. */
  @Override
  protected boolean isEligibleForEtag(
      HttpServletRequest request, HttpServletResponse response, int status, InputStream body) {
    return super.isEligibleForEtag(request, response, status, body)
        || (HttpMethod.HEAD.matches(request.getMethod())
            && HttpStatusCode.valueOf(status).is2xxSuccessful());
  }

  @Override
  protected String generateETagHeaderValue(InputStream body, boolean weak) throws IOException {
    return quoted(DigestUtils.md5DigestAsHex(body));
  }

  /** The tag of an answer with this body. */
  public static String of(byte[] body) {
    return quoted(DigestUtils.md5DigestAsHex(body));
  }

  private static String quoted(String hash) {
    return "\"" + hash + "\"";
  }
}
