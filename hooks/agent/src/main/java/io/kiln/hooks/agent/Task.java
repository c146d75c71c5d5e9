package io.kiln.hooks.agent;

import io.kiln.hooks.protocol.Failure;
import io.kiln.hooks.protocol.OperationStatus;
import io.kiln.hooks.protocol.Work;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** An operation being carried out: its progress, those who wait for it, and its call to stop. */
final class Task {

  private final String token;
  private final Work work;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private OperationStatus status;
  private Optional<String> successor = Optional.empty();

  Task(String token, Work work) {
    this.token = token;
    this.work = work;
    this.status = OperationStatus.running(token, "accepted");
  }

  String token() {
    return token;
  }

  Work work() {
    return work;
  }

  OperationStatus status() {
    lock.lock();
    try {
      return status;
    } finally {
      lock.unlock();
    }
  }

  /** Says what is being done; never a secret. */
  void progress(String text) {
    lock.lock();
    try {
      if (!status.isFinal() && !status.progress().equals(text)) {
        status = OperationStatus.running(token, text);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  void finish(OperationStatus last) {
    lock.lock();
    try {
      status = last;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns when the status is final, is another than at the call, or patience has run out. */
  OperationStatus await(Duration patience) throws InterruptedException {
    lock.lock();
    try {
      OperationStatus before = status;
      long left = patience.toNanos();
      while (!status.isFinal() && status.equals(before) && left > 0) {
        left = changed.awaitNanos(left);
      }
      return status;
    } finally {
      lock.unlock();
    }
  }

  /** Tells this task to stop at its next safe point because newer work is there. */
  void supersede(String newer) {
    lock.lock();
    try {
      successor = Optional.of(newer);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A safe point: ends the task if newer work is there. */
  void checkpoint() {
    lock.lock();
    try {
      endIfSuperseded();
    } finally {
      lock.unlock();
    }
  }

  /** A pause that is a safe point all along. */
  void pause(Duration length) throws InterruptedException {
    lock.lock();
    try {
      long left = length.toNanos();
      endIfSuperseded();
      while (left > 0) {
        left = changed.awaitNanos(left);
        endIfSuperseded();
      }
    } finally {
      lock.unlock();
    }
  }

  private void endIfSuperseded() {
    if (successor.isPresent()) {
      throw new WorkFailedException(
          Failure.Cause.SUPERSEDED,
          "newer work for the same container (operation " + successor.get() + ") took its place");
    }
  }
}
