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

  /**
   * When a stream looks and speaks.
   *
   * @param look quick enough for a person who watches; two indexed statements each
   * @param slowest how long it waits for the next look at most
   * @param silence proxies and clients give up on connections that say nothing for longer
   */
  record Pace(Duration look, Duration slowest, Duration silence) {
    static final Pace USUAL =
        new Pace(Duration.ofMillis(150), Duration.ofSeconds(1), Duration.ofSeconds(10));

    /** A tenth of the time is not missed by whoever has waited for so long that nothing happens. */
    private static final int PART = 10;

    /** How long to wait before the next look, when nothing has happened for so long. */
    Duration after(Duration nothing) {
      Duration part = nothing.dividedBy(PART);
      return part.compareTo(look) < 0 ? look : part.compareTo(slowest) > 0 ? slowest : part;
    }
  }

  /** How soon a client that lost its connection comes back, in milliseconds. */
  private static final String RETRY = "retry: 1000\n\n";

  /** What the id of a stream's end has after the number of the last event. */
  static final String SETTLED = "-settled";

  /** Events read at once: bounds memory, not the stream. */
  private static final int BATCH = 500;

  private final Stacks stacks;
  private final JsonMapper json;
  private final Pace pace;
  private final CountDownLatch closing = new CountDownLatch(1);

  /** Streams what this store knows. */
  public EventStreams(Stacks stacks, JsonMapper json) {
    this(stacks, json, Pace.USUAL);
  }

  EventStreams(Stacks stacks, JsonMapper json, Pace pace) {
    this.stacks = stacks;
    this.json = json;
    this.pace = pace;
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
   * Whether a stack has an event of that number, or had it: then a stream can go on after it. The
   * numbers of a stack are without gaps and in the order of their commits, whoever writes them.
   */
  boolean knows(UUID id, long sequence) {
    return sequence == 0 || !stacks.events(id, sequence - 1, 1).isEmpty();
  }

  /** Whether all is told of a stack to whoever knows of these events and that it has settled. */
  boolean isOver(StackRecord stack, long last) {
    return stack.status() != Status.IN_PROGRESS && stacks.events(stack.id(), last, 1).isEmpty();
  }

  /**
   * Streams until the stack has settled, the listener is gone, or the server stops.
   *
   * @param after the sequence number of the last event the listener has
   */
  void stream(String project, UUID id, long after, Sink sink)
      throws IOException, InterruptedException {
    sink.send(RETRY);
    long last = after;
    long silentSince = System.nanoTime();
    long quietSince = silentSince;
    while (true) {
      // The stack first: once it has settled, all of its events are there to be read.
      StackRecord stack = stacks.find(project, id.toString()).orElse(null);
      if (stack == null) {
        return;
      }
      List<StackEvent> events = stacks.events(id, last, BATCH);
      for (StackEvent event : events) {
        if (event.sequence() > last + 1) {
          sink.send(gap(last, event.sequence()));
        }
        sink.send(message(event, stack));
        last = event.sequence();
      }
      if (events.size() == BATCH) {
        continue;
      }
      if (stack.status() != Status.IN_PROGRESS) {
        sink.send(settled(stack, last));
        return;
      }
      if (!events.isEmpty()) {
        silentSince = System.nanoTime();
        quietSince = silentSince;
      } else if (System.nanoTime() - silentSince > pace.silence().toNanos()) {
        sink.send(": still " + stack.state() + "\n\n");
        silentSince = System.nanoTime();
      }
      Duration quiet = Duration.ofNanos(System.nanoTime() - quietSince);
      if (closing.await(pace.after(quiet).toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  private String message(StackEvent event, StackRecord stack) {
    return "id: %d\ndata: %s\n\n"
        .formatted(event.sequence(), json.writeValueAsString(EventMessage.of(event, stack)));
  }

  /** What was purged cannot be told any more, and the listener should know. */
  private String gap(long after, long next) {
    return "event: gap\ndata: %s\n\n"
        .formatted(json.writeValueAsString(new EventMessage.Gap(after, next)));
  }

  /** Has an id of its own: only whoever comes back with that has heard it. */
  private String settled(StackRecord stack, long last) {
    return "event: settled\nid: %d%s\ndata: %s\n\n"
        .formatted(last, SETTLED, json.writeValueAsString(EventMessage.Settled.of(stack)));
  }
}
