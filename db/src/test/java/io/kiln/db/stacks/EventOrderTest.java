package io.kiln.db.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.db.TestDatabase;
import io.kiln.db.secret.SecretBox;
import io.kiln.db.secret.SecretKeys;
import io.kiln.engine.convergence.Claim;
import io.kiln.engine.convergence.NewRevision;
import io.kiln.engine.convergence.StackEvent;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.TreeChanges;
import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Status;
import io.kiln.engine.planning.Target;
import io.kiln.templates.model.StackSource;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Readers of events go by their numbers. One who has read number 7 never looks for 6 again, so 6
 * must be there by then, whoever commits when.
 */
final class EventOrderTest {

  private static final Duration LEASE = Duration.ofMinutes(5);

  private final DataSource database = TestDatabase.empty();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final SecretBox box = SecretKeys.fromText(SecretKeys.newKey());
  private final PostgresTrees trees = new PostgresTrees(database, box, UUID::randomUUID);
  private final PostgresStacks stacks = new PostgresStacks(database, box, UUID::randomUUID);
  private final StackRecord stack =
      stacks.create(
          UUID.randomUUID(),
          "p",
          "web",
          new NewRevision(
              new StackSource("", "t", Map.of(), List.of(), Optional.empty(), Map.of()),
              true,
              Optional.empty(),
              List.of(),
              "",
              "ada"));
  private final Claim claim = trees.claim("w", 1, LEASE).getFirst();

  private StackEvent event(String path) {
    return new StackEvent(
        0,
        UUID.randomUUID(),
        stack.id(),
        path,
        "T",
        Optional.empty(),
        Action.CREATE,
        Status.COMPLETE,
        "",
        Instant.parse("2026-05-04T12:00:00Z"));
  }

  private void commit(String path) {
    trees.commit(
        claim, 1, new TreeChanges(List.of(), Set.of(), List.of(event(path)), Optional.empty()));
  }

  private List<String> after(long sequence) {
    return stacks.events(stack.id(), sequence, 100).stream().map(StackEvent::path).toList();
  }

  @Test
  void whoeverCommitsLaterHasTheHigherNumbersThoughBothWriteAtTheSameTime() throws Exception {
    try (Connection first = database.getConnection();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      first.setAutoCommit(false);
      new EventRows(new JdbcTemplate(new SingleConnectionDataSource(first, true)))
          .append(stack.id(), List.of(event("first")));
      Future<?> second = threads.submit(() -> commit("second"));
      while (waitingForLocks() == 0) {
        assertThat(second.isDone()).as("the second writes before the first commits").isFalse();
        TimeUnit.MILLISECONDS.sleep(5);
      }
      assertThat(after(1)).as("while both are at it").isEmpty();
      first.commit();
      second.get(30, TimeUnit.SECONDS);
    }
    assertThat(after(1)).containsExactly("first", "second");
    assertThat(after(2)).containsExactly("second");
  }

  @Test
  void whatIsRolledBackLeavesNoGap() throws Exception {
    try (Connection lost = database.getConnection()) {
      lost.setAutoCommit(false);
      new EventRows(new JdbcTemplate(new SingleConnectionDataSource(lost, true)))
          .append(stack.id(), List.of(event("lost"), event("lost too")));
      lost.rollback();
    }
    commit("kept");

    assertThat(stacks.events(stack.id(), 0, 100))
        .extracting(StackEvent::sequence)
        .containsExactly(1L, 2L);
  }

  @Test
  void aReaderSkipsNothingWhileAWorkerAndTheApiWriteBesideEachOther() throws Exception {
    int each = 60;
    List<Long> read = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writers = new ArrayList<>();
      writers.add(threads.submit(() -> repeat(each, number -> commit("w" + number))));
      for (int api = 0; api < 3; api++) {
        writers.add(
            threads.submit(
                () ->
                    repeat(
                        each,
                        number -> stacks.retarget(stack.id(), Target.revision(Action.UPDATE, 1)))));
      }
      while (read.size() < 4 * each + 1) {
        long last = read.isEmpty() ? 0 : read.getLast();
        stacks.events(stack.id(), last, 7).forEach(event -> read.add(event.sequence()));
        if (writers.stream().allMatch(Future::isDone)) {
          for (Future<?> writer : writers) {
            writer.get();
          }
        }
      }
    }

    assertThat(read)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 4L * each + 1).boxed().toList());
  }

  private static void repeat(int times, java.util.function.IntConsumer work) {
    for (int number = 0; number < times; number++) {
      work.accept(number);
    }
  }

  private int waitingForLocks() {
    Integer count =
        jdbc.queryForObject("select count(*) from pg_locks where not granted", Integer.class);
    return count == null ? 0 : count;
  }
}
