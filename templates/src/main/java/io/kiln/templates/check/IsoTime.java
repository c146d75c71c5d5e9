package io.kiln.templates.check;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A day, or a moment of it, as ISO 8601 writes it; all but the year may be missing. */
final class IsoTime {

  private static final Pattern FORM =
      Pattern.compile(
          "(?<year>[0-9]{4})(?:-?(?<month>[0-9]{1,2})(?:-?(?<day>[0-9]{1,2})"
              + "(?:[ T](?<hour>[0-9]{1,2})(?::?(?<minute>[0-9]{1,2})"
              + "(?::?(?<second>[0-9]{1,2})(?:[.,][0-9]{1,9})?)?)?"
              + "(?:Z|[-+][0-9]{2}:?(?:[0-9]{2})?)?)?)?)?");

  private IsoTime() {}

  static boolean valid(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return false;
    }
    try {
      LocalDate day =
          LocalDate.of(number(form, "year", 1), number(form, "month", 1), number(form, "day", 1));
      return day.getYear() > 0
          && number(form, "hour", 0) < 24
          && number(form, "minute", 0) < 60
          && number(form, "second", 0) < 60;
    } catch (DateTimeException _) {
      return false;
    }
  }

  private static int number(Matcher form, String part, int missing) {
    return Optional.ofNullable(form.group(part)).map(Integer::valueOf).orElse(missing);
  }
}
