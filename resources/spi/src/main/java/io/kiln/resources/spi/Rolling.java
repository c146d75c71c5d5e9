package io.kiln.resources.spi;

import java.time.Duration;

/**
 * How the members of a group are made or changed in batches, as Heat's {@code rolling_update} and
 * {@code batch_create} say it.
 *
 * @param minInService how many members stay untouched at any time, as far as there are so many;
 *     further ones are made for a while where that takes more than the group has
 * @param maxBatchSize how many are made or changed at a time, at least 1
 * @param pause how long to wait between batches
 */
public record Rolling(int minInService, int maxBatchSize, Duration pause) {
  public Rolling {
    if (minInService < 0 || maxBatchSize < 1 || pause.isNegative()) {
      throw new IllegalArgumentException(
          "a batch holds at least one member, and no number or pause is negative");
    }
  }
}
