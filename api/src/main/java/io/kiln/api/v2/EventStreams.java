package io.kiln.api.v2;

import io.kiln.engine.convergence.StackEvent;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.Stacks;
import io.kiln.engine.planning.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells what happens to a stack while it happens, from any event on, until the stack has settled.
 * The store is asked again and again: whichever worker drives the stack, on whichever machine, its
 * events are seen.
 */
public final class EventStreams {

  /** Quick enough for a person who watches; one indexed statement each. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(150);

  /** Proxies and clients give up on connections that say nothing for longer than this or so. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  /** Events read at once: bounds memory, not the stream. */
  private static final int BATCH = 500;

  private final Stacks stacks;
  private final JsonMapper json;
  private final CountDownLatch closing = new CountDownLatch(1);

  public EventStreams(Stacks stacks, JsonMapper json) {
    this.stacks = stacks;
    this.json = json;
  }

  /** Where a stream goes. */
  interface Sink {
    /** Sends at once; throws when nobody listens any more. */
    void send(String text) throws IOException;
  }

  /** Lets every stream end soon, so that a server can stop. Clients take up again elsewhere. */
  public void close() {
    closing.countDown();
  }

  /**
   * Streams until the stack has settled, the listener is gone, or the server stops.
   *
   * @param after the sequence number of the last event the listener has
   */
  void stream(String project, UUID id, long after, Sink sink)
      throws IOException, InterruptedException {
    long last = after;
    long silentSince = System.nanoTime();
    while (true) {
      // The stack first: once it has settled, all of its events are there to be read.
      StackRecord stack = stacks.find(project, id.toString()).orElse(null);
      if (stack == null) {
        return;
      }
      List<StackEvent> events = stacks.events(id, last, BATCH);
      for (StackEvent event : events) {
        sink.send(message(event, stack));
        last = event.sequence();
      }
      if (events.size() == BATCH) {
        continue;
      }
      if (stack.status() != Status.IN_PROGRESS) {
        sink.send(settled(stack));
        return;
      }
      if (!events.isEmpty()) {
        silentSince = System.nanoTime();
      } else if (System.nanoTime() - silentSince > SILENCE.toNanos()) {
        sink.send(": still " + EventMessage.status(stack) + "\n\n");
        silentSince = System.nanoTime();
      }
      if (closing.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  private String message(StackEvent event, StackRecord stack) {
    return "id: %d\ndata: %s\n\n"
        .formatted(event.sequence(), json.writeValueAsString(EventMessage.of(event, stack)));
  }

  private String settled(StackRecord stack) {
    return "event: settled\ndata: %s\n\n"
        .formatted(json.writeValueAsString(EventMessage.Settled.of(stack)));
  }
}
