package io.kiln.resources.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.spi.Adjustment;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sums of heat/scaling/scalingutil.py. */
class CapacityTest {

  @ParameterizedTest
  @CsvSource({
    "change_in_capacity, 3, 1, , 4",
    "change_in_capacity, 3, -2, , 1",
    "change_in_capacity, 3, -9, , 1",
    "change_in_capacity, 3, 9, , 8",
    "exact_capacity, 3, 5, , 5",
    "exact_capacity, 3, 0, , 1",
    // Less than one member is rounded away from zero, more towards it.
    "percent_change_in_capacity, 3, 10, , 4",
    "percent_change_in_capacity, 3, -10, , 2",
    "percent_change_in_capacity, 5, 30, , 6",
    "percent_change_in_capacity, 5, -30, , 4",
    "percent_change_in_capacity, 4, 50, , 6",
    "percent_change_in_capacity, 4, 25, 2, 6",
    "percent_change_in_capacity, 4, -25, 2, 2",
    "percent_change_in_capacity, 4, 75, 2, 7",
    "change_in_capacity, 3, 2147483647, , 8"
  })
  void aChangeGivesThisManyMembers(
      String kind, int current, int amount, Integer least, int expected) {
    var adjustment =
        new Adjustment(
            Adjustment.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
            amount,
            Optional.ofNullable(least),
            Optional.empty());
    assertThat(Capacity.after(current, adjustment, 1, 8)).isEqualTo(expected);
  }
}
