package io.kiln.api.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The query string of a request, asked key by key; refusals are in Heat's words. */
public final class Query {

  private final HttpServletRequest request;

  public Query(HttpServletRequest request) {
    this.request = request;
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

  /** The last value of a key: a client that follows a redirect may send its own twice. */
  public Optional<String> text(String key) {
    List<String> values = all(key);
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

  /** A number that is not negative. */
  public OptionalInt number(String key) {
    Optional<String> value = text(key).map(String::strip).filter(text -> !text.isEmpty());
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      int number = Integer.parseInt(value.get());
      if (number >= 0) {
        return OptionalInt.of(number);
      }
    } catch (NumberFormatException e) {
      throw new BadInputException("Only integer is acceptable by '%s'.".formatted(key));
    }
    throw new BadInputException(
        "Value '%s' is invalid for '%s' which only accepts non-negative integer."
            .formatted(value.get(), key));
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
