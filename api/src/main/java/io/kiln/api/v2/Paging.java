package io.kiln.api.v2;

import io.kiln.api.http.BadInputException;
import io.kiln.api.http.Query;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * What a request says of its page: {@code limit}, and the {@code cursor} that the page before gave.
 * A cursor is a place in an order, not a number of rows: pages cost the same however far in, and
 * what is added or goes meanwhile shifts nothing. It names its list, so that none is gone on with
 * by another's.
 */
final class Paging {

  /** How many when nobody says; {@link Paged} tells it. */
  static final int USUAL = 50;

  /** Enough for any table on a screen; more is another request. */
  static final int MOST = 500;

  /** What stands between the parts of a place; no name or time has it. */
  private static final String BETWEEN = "\n";

  private static final int LONGEST_CURSOR = 4_000;

  private final HttpServletRequest request;
  private final String list;
  private final Query query;
  private final int limit;

  /**
   * What a request asks for.
   *
   * @param list what cursors call the list
   * @throws BadInputException when no page is that long
   */
  Paging(HttpServletRequest request, String list) {
    this.request = request;
    this.list = list;
    this.query = Query.own(request);
    this.limit = query.number("limit", 1, MOST).orElse(USUAL);
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
   * @param length how many parts a place has
   * @param reader makes a place of its parts; may fail as what parses numbers, ids and times fails
   * @throws BadInputException when the cursor is none of this list
   */
  <T> Optional<T> after(int length, Function<List<String>, Optional<T>> reader) {
    return query
        .text("cursor")
        .filter(cursor -> !cursor.isEmpty())
        .map(
            cursor ->
                parts(cursor)
                    .filter(parts -> parts.size() == length)
                    .flatMap(parts -> understood(parts, reader))
                    .orElseThrow(
                        () ->
                            new BadInputException(
                                "'cursor' is none that this list gave: take it from 'next' or the"
                                    + " Link header of the page before, as it is.")));
  }

  private Optional<List<String>> parts(String cursor) {
    if (cursor.length() > LONGEST_CURSOR) {
      return Optional.empty();
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      List<String> parts = Arrays.asList(text.split(BETWEEN, -1));
      return parts.getFirst().equals(list)
          ? Optional.of(parts.subList(1, parts.size()))
          : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static <T> Optional<T> understood(
      List<String> parts, Function<List<String>, Optional<T>> reader) {
    try {
      return reader.apply(parts);
    } catch (IllegalArgumentException | DateTimeException notOurs) {
      return Optional.empty();
    }
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
    return found.size() <= limit
        ? new Page<>(found, Optional.empty())
        : page(found.subList(0, limit), true, place);
  }

  /**
   * A page that is known to be the last or not.
   *
   * @param more whether the list goes on; only when there are items
   * @param place the parts of an item's place
   */
  <T> Page<T> page(List<T> items, boolean more, Function<T, List<String>> place) {
    return new Page<>(
        items, more ? Optional.of(cursor(place.apply(items.getLast()))) : Optional.empty());
  }

  private String cursor(List<String> place) {
    byte[] text = (list + BETWEEN + String.join(BETWEEN, place)).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
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
    for (String key : new TreeSet<>(query.keys())) {
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
