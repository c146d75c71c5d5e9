package io.kiln.api.boot;

import io.kiln.engine.planning.Handlers;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps a worker from what it would do next, for as long as a test wants to see work under way. */
final class Gate {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition opened = lock.newCondition();
  private boolean closed;

  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  void open() {
    lock.lock();
    try {
      closed = false;
      opened.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The handlers, which nobody gets while the gate is closed. */
  Handlers before(Handlers handlers) {
    return type -> {
      pass();
      return handlers.find(type);
    };
  }

  private void pass() {
    lock.lock();
    try {
      while (closed) {
        opened.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }
}
