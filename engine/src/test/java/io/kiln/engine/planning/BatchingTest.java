package io.kiln.engine.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.engine.planning.Batches.Batch;
import io.kiln.resources.spi.Rolling;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchingTest {

  private static List<String> names(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toList();
  }

  private static List<Batch> plan(int target, int current, int min, int max) {
    return Batching.batches(
        names(0, target),
        names(target, target + Math.min(max, target)),
        names(0, current),
        Set.copyOf(names(0, Math.min(current, target))),
        Set.of(),
        Set.of(),
        new Rolling(min, max, Duration.ZERO));
  }

  private static Batch batch(List<String> touched, List<String> dropped) {
    return new Batch(touched, dropped);
  }

  @Test
  void membersAreMadeSoManyAtATime() {
    assertThat(
            Batching.batches(
                names(0, 5),
                List.of(),
                List.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                new Rolling(0, 2, Duration.ZERO)))
        .containsExactly(
            batch(List.of("0", "1"), List.of()),
            batch(List.of("2", "3"), List.of()),
            batch(List.of("4"), List.of()));
  }

  @Test
  void theLastMembersChangeFirst() {
    assertThat(plan(4, 4, 0, 2))
        .containsExactly(batch(List.of("3", "2"), List.of()), batch(List.of("1", "0"), List.of()));
  }

  @Test
  void whereAllAreToStayInServiceAFurtherOneIsMadeForTheTimeBeing() {
    assertThat(plan(3, 3, 3, 1))
        .containsExactly(
            batch(List.of("3"), List.of()),
            batch(List.of("2"), List.of()),
            batch(List.of("1"), List.of()),
            batch(List.of("0"), List.of()),
            batch(List.of(), List.of("3")));
  }

  @Test
  void membersThatGoAreTheFirstToDoSo() {
    assertThat(plan(2, 4, 0, 1))
        .containsExactly(batch(List.of("1"), List.of("2", "3")), batch(List.of("0"), List.of()));
  }

  @Test
  void newMembersCountForABatch() {
    assertThat(plan(4, 2, 0, 2))
        .containsExactly(batch(List.of("2", "3"), List.of()), batch(List.of("1", "0"), List.of()));
  }

  @Test
  void onlyWhatHasToChangeTakesAPlaceInABatch() {
    assertThat(
            Batching.batches(
                names(0, 6),
                names(6, 7),
                names(0, 6),
                Set.of("1", "4"),
                Set.of(),
                Set.of(),
                new Rolling(0, 1, Duration.ZERO)))
        .containsExactly(batch(List.of("4"), List.of()), batch(List.of("1"), List.of()));
  }

  @Test
  void whatIsNotAtWorkComesFirst() {
    assertThat(
            Batching.batches(
                names(0, 4),
                List.of(),
                names(0, 4),
                Set.of("0", "1", "2", "3"),
                Set.of("1"),
                Set.of(),
                new Rolling(0, 1, Duration.ZERO)))
        .extracting(Batch::touched)
        .containsExactly(List.of("1"), List.of("3"), List.of("2"), List.of("0"));
  }

  @Test
  void whatAHostIsStillAtComesBeforeAllElse() {
    assertThat(
            Batching.batches(
                names(0, 4),
                List.of(),
                names(0, 4),
                Set.of("0", "1", "2", "3"),
                Set.of("1", "2", "3"),
                Set.of("1"),
                new Rolling(0, 1, Duration.ZERO)))
        .extracting(Batch::touched)
        .containsExactly(List.of("1"), List.of("3"), List.of("2"), List.of("0"));
  }

  /** The laws of a rolling update, whatever the sizes. */
  @ParameterizedTest
  @CsvSource({"0", "1", "2", "3", "5", "8"})
  void allThatChangesDoesSoOnceInBatchesThatLeaveEnoughInService(int current) {
    for (int target = 0; target <= 8; target++) {
      for (int min = 0; min <= 9; min++) {
        for (int max = 1; max <= 9; max++) {
          check(plan(target, current, min, max), target, current, min, max);
        }
      }
    }
  }

  private static void check(List<Batch> batches, int target, int current, int min, int max) {
    String sizes = "target %d, current %d, min %d, max %d".formatted(target, current, min, max);
    Set<String> there = new LinkedHashSet<>(names(0, current));
    List<String> touched = new ArrayList<>();
    int least = Math.min(min, Math.min(target, current));
    for (Batch batch : batches) {
      assertThat(batch.touched().size()).as(sizes).isLessThanOrEqualTo(max);
      there.removeAll(batch.dropped());
      Set<String> serving = new HashSet<>(there);
      serving.removeAll(batch.touched());
      assertThat(serving.size()).as(sizes).isGreaterThanOrEqualTo(least);
      there.addAll(batch.touched());
      touched.addAll(batch.touched());
    }
    assertThat(there).as(sizes).containsExactlyInAnyOrderElementsOf(names(0, target));
    assertThat(touched).as(sizes).doesNotHaveDuplicates().containsAll(names(0, target));
  }

  @Test
  void whatIsStoredIsReadAgainForTheSamePolicyOnly() {
    var rolling = new Rolling(1, 2, Duration.ofSeconds(3));
    var batches =
        Batches.of(rolling, plan(3, 3, 1, 2)).reached(1, Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(Batches.read(batches.value(), rolling)).contains(batches);
    assertThat(batches.until()).contains(Instant.parse("2026-01-01T00:00:03Z"));
    assertThat(Batches.read(batches.value(), new Rolling(1, 1, Duration.ofSeconds(3)))).isEmpty();
  }
}
