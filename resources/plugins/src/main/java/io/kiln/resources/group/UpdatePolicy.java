package io.kiln.resources.group;

import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Range;
import io.kiln.resources.spi.Rolling;
import io.kiln.resources.spi.binding.RecordBinding;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A group's {@code update_policy} in Heat's words.
 *
 * @param batchCreate how the members are made at first
 * @param rollingUpdate how they follow a change
 */
public record UpdatePolicy(
    @Doc("How members are made at first.") Optional<Batches> batchCreate,
    @Doc("How members follow a change.") Optional<Batches> rollingUpdate) {

  private static final List<String> WORDS = List.of("batch_create", "rolling_update");
  private static final RecordBinding<UpdatePolicy> BINDING = RecordBinding.of(UpdatePolicy.class);

  /** Sizes and the pause between batches. */
  public record Batches(
      @Doc("Members that stay untouched at any time.") @Default("0") @Range(min = 0)
          int minInService,
      @Doc("Members in a batch.") @Default("1") @Range(min = 1) int maxBatchSize,
      @Doc("Seconds between batches.") @Default("0") @Range(min = 0) Duration pauseTime) {

    Rolling rolling() {
      return new Rolling(minInService, maxBatchSize, pauseTime);
    }
  }

  /**
   * Reads what the template says.
   *
   * @throws IllegalArgumentException when a word or a value is none that a policy has
   */
  static UpdatePolicy of(Value.MapOf policy) {
    for (String word : policy.entries().keySet()) {
      if (!WORDS.contains(word)) {
        throw new IllegalArgumentException(
            "update_policy: %s is not known here, only %s are"
                .formatted(word, String.join(" and ", WORDS)));
      }
    }
    try {
      UpdatePolicy read = BINDING.read(policy);
      read.batchCreate().ifPresent(Batches::rolling);
      read.rollingUpdate().ifPresent(Batches::rolling);
      return read;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("update_policy: " + e.getMessage(), e);
    }
  }

  /** The one that applies. */
  Optional<Rolling> rolling(boolean creating) {
    return (creating ? batchCreate : rollingUpdate).map(Batches::rolling);
  }
}
