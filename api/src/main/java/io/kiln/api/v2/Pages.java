package io.kiln.api.v2;

import io.kiln.api.http.BadInputException;
import io.kiln.api.http.Query;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;

/**
 * A page of a list: at most so many, after the one that the page before ended with. What is added
 * or goes meanwhile shifts nothing. Where the next page begins is said by {@code Link}, in a cursor
 * that means nothing to whoever carries it.
 *
 * @param limit how many at most
 * @param after the key of the last one that was seen; empty for the first page
 */
record Pages(int limit, Optional<String> after) {

  private static final String CURSOR = "cursor";

  /** Says which list's key it is, so that no list is gone on with by another's. */
  private static final char END_OF_KIND = ':';

  /** Long enough for every key, short enough for a line of a log. */
  private static final int LONGEST = 1_000;

  /**
   * What a request asks for.
   *
   * @param kind of list
   * @param usual how many when nobody says
   */
  static Pages of(HttpServletRequest request, String kind, int usual) {
    var query = new Query(request);
    return new Pages(
        query.number("limit").orElse(usual), query.text(CURSOR).map(text -> key(text, kind)));
  }

  /** The same with the key understood. */
  <T> Optional<T> after(Function<String, T> understood) {
    try {
      return after.map(understood);
    } catch (IllegalArgumentException e) {
      throw unknown(e);
    }
  }

  /** Says where the next page begins. */
  void next(HttpServletRequest request, HttpServletResponse response, String kind, String last) {
    String cursor =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString((kind + END_OF_KIND + last).getBytes(StandardCharsets.UTF_8));
    response.addHeader(
        HttpHeaders.LINK,
        "<%s?limit=%d&%s=%s>; rel=\"next\""
            .formatted(request.getRequestURI(), limit, CURSOR, cursor));
  }

  private static String key(String cursor, String kind) {
    try {
      String text =
          cursor.length() > LONGEST
              ? ""
              : new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (text.startsWith(kind + END_OF_KIND)) {
        return text.substring(kind.length() + 1);
      }
    } catch (IllegalArgumentException e) {
      throw unknown(e);
    }
    throw unknown(new IllegalArgumentException("of another list"));
  }

  private static BadInputException unknown(IllegalArgumentException why) {
    var wrong =
        new BadInputException("'cursor' must be one that the page before named as its next.");
    wrong.addSuppressed(why);
    return wrong;
  }
}
