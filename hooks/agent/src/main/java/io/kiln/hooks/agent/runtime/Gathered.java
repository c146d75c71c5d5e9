package io.kiln.hooks.agent.runtime;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts the questions of all who ask at the same time as one. When fifty containers are started at
 * once, two lists of containers do instead of fifty.
 *
 * <p>An answer goes only to those who had asked before the question was put, so nobody is told of a
 * moment before the own asking.
 *
 * @param <K> what is asked about
 * @param <A> what is answered to everyone of one round
 */
final class Gathered<K, A> {

  private final Function<Set<K>, Map<K, A>> question;
  private final ReentrantLock asking = new ReentrantLock();
  private final Object gate = new Object();
  private Round<K, A> gathering = new Round<>();

  /**
   * @param question answers about every key it is given
   */
  Gathered(Function<Set<K>, Map<K, A>> question) {
    this.question = question;
  }

  /** The answer about one key; whatever the question throws is thrown to all who waited for it. */
  A ask(K key) {
    Round<K, A> mine;
    synchronized (gate) {
      mine = gathering;
      mine.keys.add(key);
    }
    lock();
    try {
      if (mine.failure != null) {
        throw mine.failure;
      }
      Map<K, A> answers = mine.answers == null ? put(mine) : mine.answers;
      A answer = answers.get(key);
      if (answer == null) {
        throw new IllegalStateException("no answer about " + key);
      }
      return answer;
    } finally {
      asking.unlock();
    }
  }

  /** How many ask about something that is not asked yet or being asked. */
  int waiting() {
    return asking.getQueueLength();
  }

  private Map<K, A> put(Round<K, A> round) {
    synchronized (gate) {
      gathering = new Round<>();
    }
    try {
      Map<K, A> answers = question.apply(round.keys);
      round.answers = answers;
      return answers;
    } catch (RuntimeException e) {
      // The others are not to suffer from one who was told to stop: the next of them asks again.
      if (!Thread.currentThread().isInterrupted()) {
        round.failure = e;
      }
      throw e;
    }
  }

  private void lock() {
    try {
      asking.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineUnavailableException("interrupted while waiting for the engine", e);
    }
  }

  private static final class Round<K, A> {
    final Set<K> keys = new HashSet<>();
    @Nullable Map<K, A> answers;
    @Nullable RuntimeException failure;
  }
}
