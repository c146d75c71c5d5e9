package io.kiln.engine.convergence.receipts;

import io.kiln.engine.convergence.Errand;
import io.kiln.engine.convergence.InMemoryStore;
import io.kiln.engine.convergence.OperationRecord;
import io.kiln.engine.convergence.Receipt;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Receipts beside a store in memory. */
public final class InMemoryReceipts implements Receipts {

  private record Name(String scope, String key) {}

  private record Entry(
      String request,
      UUID attempt,
      Instant heldUntil,
      Optional<String> made,
      Optional<Answer> answer,
      Instant until) {}

  private final Map<Name, Entry> entries = new HashMap<>();
  private final InstantSource clock;

  /** Receipts of what is begun in this store. */
  public InMemoryReceipts(InMemoryStore store, InstantSource clock) {
    this.clock = clock;
    store.onStart(this::note);
  }

  private void note(OperationRecord operation, Errand errand) {
    errand
        .receipt()
        .ifPresent(attempt -> made(attempt, new Made(Made.OPERATION, operation.id().toString())));
  }

  /**
   * Notes what an attempt makes, within the change that makes it.
   *
   * @throws GivenUpException when it holds the key no more
   */
  public synchronized void made(Receipt attempt, Made what) {
    Entry entry = entries.get(name(attempt));
    if (entry == null || !entry.attempt.equals(attempt.attempt()) || entry.made.isPresent()) {
      throw new GivenUpException();
    }
    entries.put(
        name(attempt),
        new Entry(
            entry.request,
            entry.attempt,
            entry.heldUntil,
            Optional.of(what.toString()),
            entry.answer,
            entry.until));
  }

  @Override
  public synchronized Found take(Receipt attempt, String request) {
    Instant now = clock.instant();
    Entry entry = entries.get(name(attempt));
    if (entry != null && now.isBefore(entry.until)) {
      if (!entry.request.equals(request)) {
        return new Found.Other();
      }
      if (entry.answer.isPresent()) {
        return new Found.Answered(entry.answer.get());
      }
      if (entry.made.isPresent()) {
        return new Found.Done(entry.made.get());
      }
      if (now.isBefore(entry.heldUntil)) {
        return new Found.UnderWay();
      }
    }
    entries.put(
        name(attempt),
        new Entry(
            request,
            attempt.attempt(),
            now.plus(HELD),
            Optional.empty(),
            Optional.empty(),
            now.plus(KEPT)));
    return new Found.Fresh();
  }

  @Override
  public synchronized void answered(Receipt attempt, Answer answer) {
    entries.computeIfPresent(
        name(attempt),
        (_, entry) ->
            entry.attempt.equals(attempt.attempt())
                ? new Entry(
                    entry.request,
                    entry.attempt,
                    entry.heldUntil,
                    entry.made,
                    Optional.of(answer),
                    entry.until)
                : entry);
  }

  @Override
  public synchronized void giveUp(Receipt attempt) {
    entries.computeIfPresent(
        name(attempt),
        (_, entry) ->
            entry.attempt.equals(attempt.attempt()) && entry.made.isEmpty() ? null : entry);
  }

  private static Name name(Receipt attempt) {
    return new Name(attempt.scope(), attempt.key());
  }
}
