package io.kiln.api.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The query string of a request, asked key by key. */
public final class Query {

  /** Longer than any number that is a slip of the pen. */
  private static final int LONGEST_QUOTED = 30;

  private final HttpServletRequest request;
  private final boolean once;

  /**
   * As Heat reads it: of a key that is sent twice the last value counts, since a client that
   * follows a redirect may send its own again.
   */
  public Query(HttpServletRequest request) {
    this(request, false);
  }

  private Query(HttpServletRequest request, boolean once) {
    this.request = request;
    this.once = once;
  }

  /** As Kiln's own API reads it: a key that has one value is sent once. */
  public static Query own(HttpServletRequest request) {
    return new Query(request, true);
  }

  /** All keys that were sent. */
  public Set<String> keys() {
    return Set.copyOf(request.getParameterMap().keySet());
  }

  /** Every value of a key. */
  public List<String> all(String key) {
    String[] values = request.getParameterValues(key);
    return values == null
        ? List.of()
        : Arrays.stream(values).peek(value -> JsonTexts.check(value, key)).toList();
  }

  /** The value of a key that has one. */
  public Optional<String> text(String key) {
    List<String> values = all(key);
    if (once && values.size() > 1) {
      throw new BadInputException(
          "'%s' is there %d times; it can be said once.".formatted(key, values.size()));
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
  }

  /** A truth value. */
  public boolean bool(String key, boolean whenAbsent) {
    Optional<String> value = text(key);
    if (value.isEmpty()) {
      return whenAbsent;
    }
    return switch (value.get().strip().toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes", "on", "t", "y" -> true;
      case "false", "0", "no", "off", "f", "n" -> false;
      default ->
          throw new BadInputException(
              "Unrecognized value \"%s\" for \"%s\", acceptable values are: true, false."
                  .formatted(value.get(), key));
    };
  }

  /**
   * A number that is not negative, refused in Heat's words. It has no upper end there, so one that
   * is larger than can be counted is as good as the largest.
   */
  public OptionalInt number(String key) {
    Optional<String> value = number(text(key));
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    WholeNumber number =
        WholeNumber.read(value.get())
            .orElseThrow(
                () -> new BadInputException("Only integer is acceptable by '%s'.".formatted(key)));
    if (number.isNegative()) {
      throw new BadInputException(
          "Value '%s' is invalid for '%s' which only accepts non-negative integer."
              .formatted(value.get(), key));
    }
    return OptionalInt.of(number.orLargest());
  }

  /** A number within bounds, which a refusal names. */
  public OptionalInt number(String key, int least, int most) {
    Optional<String> value = number(text(key));
    return value.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(
            WholeNumber.read(value.get())
                .flatMap(number -> number.within(least, most))
                .orElseThrow(
                    () ->
                        new BadInputException(
                            "'%s' must be a whole number between %d and %d, not '%s'."
                                .formatted(key, least, most, cut(value.get())))));
  }

  private static Optional<String> number(Optional<String> sent) {
    return sent.map(String::strip).filter(text -> !text.isEmpty());
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_QUOTED ? text : text.substring(0, LONGEST_QUOTED) + "…";
  }

  /** Whether a sort order is ascending. */
  public boolean ascending(String key, boolean whenAbsent) {
    return text(key)
        .map(
            value ->
                switch (value) {
                  case "asc" -> true;
                  case "desc" -> false;
                  default ->
                      throw new BadInputException(
                          "Unrecognized value \"%s\" for \"%s\", acceptable values are: asc, desc."
                              .formatted(value, key));
                })
        .orElse(whenAbsent);
  }
}
