package io.kiln.resources.group;

import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Name;
import io.kiln.resources.spi.Range;
import io.kiln.resources.spi.Rolling;
import io.kiln.resources.spi.binding.RecordBinding;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The {@code UpdatePolicy} of a group of instances, in CloudFormation's words. */
record InstancesPolicy(
    @Doc("Members that stay untouched at any time.")
        @Name("MinInstancesInService")
        @Default("0")
        @Range(min = 0)
        int minInstancesInService,
    @Doc("Members in a batch.") @Name("MaxBatchSize") @Default("1") @Range(min = 1)
        int maxBatchSize,
    @Doc("The time between batches, as ISO 8601 writes it.") @Name("PauseTime") @Default("\"PT0S\"")
        String pauseTime) {

  private static final RecordBinding<InstancesPolicy> BINDING =
      RecordBinding.of(InstancesPolicy.class);

  /**
   * Reads how the members follow a change; at once when nothing is said.
   *
   * @param word the one word that such a policy knows
   * @throws IllegalArgumentException when there is another word, or a value is none it can have
   */
  static Optional<Rolling> read(Value.MapOf policy, String word) {
    for (String said : policy.entries().keySet()) {
      if (!said.equals(word)) {
        throw new IllegalArgumentException(
            "UpdatePolicy: %s is not known here, only %s is".formatted(said, word));
      }
    }
    if (!(policy.get(word) instanceof Value.MapOf batches)) {
      return Optional.empty();
    }
    try {
      InstancesPolicy read = BINDING.read(batches);
      return Optional.of(
          new Rolling(
              read.minInstancesInService(), read.maxBatchSize(), Duration.parse(read.pauseTime())));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "UpdatePolicy: PauseTime must be a time such as PT1M30S", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("UpdatePolicy: " + e.getMessage(), e);
    }
  }
}
