package io.kiln.hooks.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Everybody gets an answer to the own question, and the engine is asked seldom. */
@Timeout(30)
final class GatheredTest {

  private static final int ASKERS = 20;

  private final List<Set<String>> put = new ArrayList<>();
  private final LinkedBlockingQueue<Boolean> mayAnswer = new LinkedBlockingQueue<>();
  private final AtomicInteger moment = new AtomicInteger();

  @Test
  void whoAsksWhileAQuestionIsOutSharesTheNextOne() throws Exception {
    var gathered = new Gathered<String, String>(this::answer);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> first = threads.submit(() -> gathered.ask("first"));
      awaitQuestions(1);
      List<Future<String>> others = new ArrayList<>();
      for (int i = 0; i < ASKERS; i++) {
        String key = "k" + i;
        others.add(threads.submit(() -> gathered.ask(key)));
      }
      awaitWaiting(gathered, ASKERS);
      mayAnswer.add(true);
      mayAnswer.add(true);
      assertThat(first.get()).isEqualTo("first in question 1");
      for (int i = 0; i < ASKERS; i++) {
        assertThat(others.get(i).get()).isEqualTo("k%d in question 2".formatted(i));
      }
      assertThat(put).hasSize(2);
    }
  }

  @Test
  void aFailureIsToldToAllWhoAskedForIt() throws Exception {
    var gathered =
        new Gathered<String, String>(
            keys -> {
              answer(keys);
              throw new EngineUnavailableException("it is away");
            });
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> first = threads.submit(() -> gathered.ask("first"));
      awaitQuestions(1);
      Future<String> second = threads.submit(() -> gathered.ask("second"));
      Future<String> third = threads.submit(() -> gathered.ask("third"));
      awaitWaiting(gathered, 2);
      mayAnswer.add(true);
      mayAnswer.add(true);
      for (Future<String> each : List.of(first, second, third)) {
        assertThatThrownBy(each::get).hasRootCauseMessage("it is away");
      }
      assertThat(put).hasSize(2);
    }
  }

  @Test
  void oneWhoIsInterruptedLeavesTheQuestionToTheOthers() throws Exception {
    var gathered = new Gathered<String, String>(this::answer);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> first = threads.submit(() -> gathered.ask("first"));
      awaitQuestions(1);
      Future<String> given = threads.submit(() -> gathered.ask("given up"));
      Future<String> kept = threads.submit(() -> gathered.ask("kept"));
      awaitWaiting(gathered, 2);
      given.cancel(true);
      mayAnswer.add(true);
      mayAnswer.add(true);
      assertThat(first.get()).isEqualTo("first in question 1");
      assertThat(kept.get()).isEqualTo("kept in question 2");
    }
  }

  private Map<String, String> answer(Set<String> keys) {
    int number = moment.incrementAndGet();
    synchronized (put) {
      put.add(Set.copyOf(keys));
    }
    try {
      assertThat(mayAnswer.poll(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
    return keys.stream()
        .collect(Collectors.toMap(Function.identity(), key -> key + " in question " + number));
  }

  private void awaitQuestions(int count) {
    while (moment.get() < count) {
      Thread.onSpinWait();
    }
  }

  private static void awaitWaiting(Gathered<String, String> gathered, int count) {
    while (gathered.waiting() < count) {
      Thread.onSpinWait();
    }
  }
}
