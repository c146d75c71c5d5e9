package io.kiln.api.boot;

import io.kiln.db.stacks.Retention;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a command line may say of how long things are kept, by name. */
enum RetentionOption {
  /** Stacks after their end. */
  DELETED_STACKS(Retention.DEFAULT.deletedStacks()),
  /** Events of stacks that are there. */
  EVENTS(Retention.DEFAULT.events()),
  /** Revisions that no stack needs. */
  REVISIONS(Retention.DEFAULT.revisions());

  /** A hundred years: longer is for ever. */
  private static final int MOST_DAYS = 36_500;

  private final Duration usual;

  RetentionOption(Duration usual) {
    this.usual = usual;
  }

  private String written() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All names with what holds when nothing is said. */
  static String described() {
    return Arrays.stream(values())
        .map(one -> one.written() + " (" + one.usual.toDays() + ")")
        .collect(Collectors.joining(", "));
  }

  /**
   * The retention with one set as {@code NAME=DAYS}.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  static Retention set(Retention retention, String setting) {
    int equals = setting.indexOf('=');
    String name = equals < 0 ? setting : setting.substring(0, equals);
    RetentionOption chosen =
        Arrays.stream(values())
            .filter(one -> one.written().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "--keep %s is none of: %s".formatted(name, described())));
    Duration age = chosen.days(equals < 0 ? "" : setting.substring(equals + 1));
    return switch (chosen) {
      case DELETED_STACKS -> new Retention(age, retention.events(), retention.revisions());
      case EVENTS -> new Retention(retention.deletedStacks(), age, retention.revisions());
      case REVISIONS -> new Retention(retention.deletedStacks(), retention.events(), age);
    };
  }

  private Duration days(String text) {
    try {
      int days = Integer.parseInt(text);
      if (days >= 1 && days <= MOST_DAYS) {
        return Duration.ofDays(days);
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--keep %s=DAYS needs a whole number, not \"%s\"".formatted(written(), text), e);
    }
    throw new IllegalArgumentException(
        "--keep %s must be 1 to %d days, not %s".formatted(written(), MOST_DAYS, text));
  }
}
