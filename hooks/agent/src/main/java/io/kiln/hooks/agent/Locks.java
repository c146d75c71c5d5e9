package io.kiln.hooks.agent;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** One lock for each key, made when first needed and dropped when nobody holds or awaits it. */
final class Locks {

  private record Counted(ReentrantLock lock, int users) {}

  private final Map<String, Counted> locks = new ConcurrentHashMap<>();

  <T> T holding(String key, Callable<T> work) throws Exception {
    ReentrantLock lock = enter(key);
    try {
      lock.lockInterruptibly();
      try {
        return work.call();
      } finally {
        lock.unlock();
      }
    } finally {
      leave(key);
    }
  }

  private ReentrantLock enter(String key) {
    return java.util.Objects.requireNonNull(
            locks.compute(
                key,
                (k, known) ->
                    known == null
                        ? new Counted(new ReentrantLock(true), 1)
                        : new Counted(known.lock(), known.users() + 1)))
        .lock();
  }

  private void leave(String key) {
    locks.computeIfPresent(
        key,
        (k, known) -> known.users() == 1 ? null : new Counted(known.lock(), known.users() - 1));
  }
}
