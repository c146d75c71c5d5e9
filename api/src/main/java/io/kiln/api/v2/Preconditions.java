package io.kiln.api.v2;

import io.kiln.api.http.EntityTags;
import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.json.JsonMapper;

/** Whether what somebody read is still so, when they say with a change what they read. */
final class Preconditions {

  private final JsonMapper json;

  Preconditions(JsonMapper json) {
    this.json = json;
  }

  /** Whether a request says what it was made on the ground of. */
  static boolean said(HttpServletRequest request) {
    return request.getHeader(HttpHeaders.IF_MATCH) != null;
  }

  /**
   * Compares what was read with what is.
   *
   * @param shown works out what a GET would answer now, if that matters
   * @throws RefusedException with 412 when it is another
   */
  void hold(HttpServletRequest request, Supplier<?> shown) {
    if (!said(request)) {
      return;
    }
    String now = EntityTags.of(json.writeValueAsBytes(shown.get()));
    List<String> read =
        Collections.list(request.getHeaders(HttpHeaders.IF_MATCH)).stream()
            .flatMap(header -> ETag.parse(header).stream())
            .filter(tag -> !tag.weak())
            .map(ETag::formattedTag)
            .toList();
    if (!read.contains("*") && !read.contains(now)) {
      throw failed("It is %s by now: read it again, and decide anew.".formatted(now));
    }
  }

  /** It was so when it was compared, and was changed before this could be. */
  static RefusedException failed(String why) {
    return new RefusedException(Refusal.of(412, "PreconditionFailed", why));
  }
}
