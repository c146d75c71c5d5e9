package io.kiln.api.v2;

import io.kiln.api.http.BadInputException;
import io.kiln.api.http.Query;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * What a request says of its page: {@code limit}, and the {@code cursor} that the page before gave.
 * A cursor is a place in an order, not a number of rows: pages cost the same however far in.
 */
final class Paging {

  static final int USUAL = 50;

  /** Enough for any table on a screen; more is another request. */
  static final int MOST = 500;

  /** What stands between the parts of a place; no name or time has it. */
  private static final String BETWEEN = "\n";

  private static final int LONGEST_CURSOR = 4_000;

  private final HttpServletRequest request;
  private final Query query;
  private final int limit;

  Paging(HttpServletRequest request) {
    this.request = request;
    this.query = new Query(request);
    OptionalInt sent = query.number("limit");
    this.limit = sent.orElse(USUAL);
    if (limit < 1 || limit > MOST) {
      throw new BadInputException(
          "'limit' must be between 1 and %d, not %d.".formatted(MOST, limit));
    }
  }

  int limit() {
    return limit;
  }

  /** One more than the page: so it is known whether another one follows. */
  int asked() {
    return limit + 1;
  }

  /**
   * Where the page begins; empty for the first.
   *
   * @param reader makes a place of its parts; empty or an exception when they are none
   */
  <T> Optional<T> after(Function<List<String>, Optional<T>> reader) {
    return query.text("cursor").filter(text -> !text.isEmpty()).map(text -> read(text, reader));
  }

  private static <T> T read(String cursor, Function<List<String>, Optional<T>> reader) {
    try {
      if (cursor.length() <= LONGEST_CURSOR) {
        String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        Optional<T> place = reader.apply(Arrays.asList(text.split(BETWEEN, -1)));
        if (place.isPresent()) {
          return place.get();
        }
      }
    } catch (RuntimeException e) {
      throw notOurs(e);
    }
    throw notOurs(new IllegalArgumentException("no place"));
  }

  private static BadInputException notOurs(RuntimeException because) {
    var wrong =
        new BadInputException(
            "'cursor' is none that this list gave: take it from 'next' or the Link header of the"
                + " page before, as it is.");
    wrong.addSuppressed(because);
    return wrong;
  }

  /** A page of what was found, and where the next one begins. */
  record Page<T>(List<T> items, Optional<String> next) {

    <R> List<R> show(Function<T, R> view) {
      return items.stream().map(view).toList();
    }
  }

  /**
   * A page of what was found with {@link #asked()}.
   *
   * @param place the parts of an item's place
   */
  <T> Page<T> page(List<T> found, Function<T, List<String>> place) {
    if (found.size() <= limit) {
      return new Page<>(found, Optional.empty());
    }
    List<T> items = found.subList(0, limit);
    byte[] text =
        String.join(BETWEEN, place.apply(items.getLast())).getBytes(StandardCharsets.UTF_8);
    return new Page<>(
        items, Optional.of(Base64.getUrlEncoder().withoutPadding().encodeToString(text)));
  }

  /** The answer to a list, with a link to the next page. */
  ResponseEntity<Object> answer(Page<?> page, Object body) {
    ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
    page.next()
        .ifPresent(
            next -> answer.header(HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(link(next))));
    return answer.body(body);
  }

  private String link(String cursor) {
    List<String> parts = new ArrayList<>();
    for (String key : new java.util.TreeSet<>(query.keys())) {
      if (!key.equals("cursor")) {
        query.all(key).forEach(value -> parts.add(encoded(key) + "=" + encoded(value)));
      }
    }
    parts.add("cursor=" + cursor);
    return request.getRequestURI() + "?" + String.join("&", parts);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
