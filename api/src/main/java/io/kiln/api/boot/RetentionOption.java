package io.kiln.api.boot;

import io.kiln.db.stacks.Retention;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What a command line may say of how long things are kept, by name. */
enum RetentionOption {
  /** Stacks after their end. */
  DELETED_STACKS(Retention.DEFAULT.deletedStacks()),
  /** Events of stacks that are there. */
  EVENTS(Retention.DEFAULT.events()),
  /** Revisions that no stack needs. */
  REVISIONS(Retention.DEFAULT.revisions()),
  /** Entries of the audit log. */
  AUDIT(Retention.DEFAULT.audit());

  /** A hundred years: longer is for ever. */
  private static final int MOST_DAYS = 36_500;

  /** What was done unseen is found after days or weeks: who did it is to be there still. */
  private static final int LEAST_DAYS_OF_AUDIT = 30;

  private final Duration usual;

  RetentionOption(Duration usual) {
    this.usual = usual;
  }

  /** All names with what holds when nothing is said. */
  static String described() {
    return Arrays.stream(values())
        .map(one -> NamedNumber.written(one) + " (" + one.usual.toDays() + ")")
        .collect(Collectors.joining(", "));
  }

  /**
   * The retention with one set as {@code NAME=DAYS}.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  static Retention set(Retention retention, String setting) {
    NamedNumber said = NamedNumber.of("--keep", setting);
    RetentionOption chosen =
        Arrays.stream(values())
            .filter(said::names)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "--keep %s is none of: %s".formatted(said.name(), described())));
    Duration age = Duration.ofDays(said.upTo(MOST_DAYS, " days"));
    return switch (chosen) {
      case DELETED_STACKS ->
          new Retention(age, retention.events(), retention.revisions(), retention.audit());
      case EVENTS ->
          new Retention(retention.deletedStacks(), age, retention.revisions(), retention.audit());
      case REVISIONS ->
          new Retention(retention.deletedStacks(), retention.events(), age, retention.audit());
      case AUDIT -> {
        if (age.toDays() < LEAST_DAYS_OF_AUDIT) {
          throw new IllegalArgumentException(
              "--keep audit must be at least %d days, not %d"
                  .formatted(LEAST_DAYS_OF_AUDIT, age.toDays()));
        }
        yield new Retention(
            retention.deletedStacks(), retention.events(), retention.revisions(), age);
      }
    };
  }
}
