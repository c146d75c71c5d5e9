package io.kiln.cli.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The events of one stack as they happen: pushed by the server where it can (server-sent events,
 * resumed by Last-Event-ID), asked for again and again where it cannot (a plain Heat). A server
 * that goes away is waited for.
 */
public final class EventFeed implements AutoCloseable {
  /** Short enough to feel live on loopback, long enough not to load a far server. */
  private static final Duration POLL = Duration.ofMillis(500);

  private static final Duration RECONNECT = Duration.ofSeconds(1);

  /** What a server answers when too many listen: there is a place when another stack settles. */
  private static final int CROWDED = 429;

  /** A server says something at least every ten seconds: three times missed, it is gone. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  /** Half of what servers say: few enough for them, soon enough for whoever waits. */
  private static final Duration QUEUE = Duration.ofSeconds(5);

  /** A server that restarts is back within seconds; one that is gone for this long is gone. */
  private static final int MAX_ATTEMPTS = 90;

  private final Api api;
  private final String stack;
  private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
  private final Thread reader;
  private final Duration silence;
  private final Duration queue;
  private volatile String last;
  private volatile boolean closed;
  private volatile @Nullable InputStream open;
  private volatile long heardAt;

  /**
   * @param after the last event that is known already; empty for all
   */
  public EventFeed(Api api, String stack, String after) {
    this(api, stack, after, SILENCE, QUEUE);
  }

  /**
   * @param silence after which a connection counts as lost
   * @param queue until a server that had no place is asked for one again
   */
  EventFeed(Api api, String stack, String after, Duration silence, Duration queue) {
    this.api = api;
    this.stack = stack;
    this.silence = silence;
    this.queue = queue;
    this.last = after;
    this.reader = Thread.ofVirtual().name("events of " + stack).start(this::run);
  }

  /** The next piece of news, or empty when none came in time. */
  public Optional<News> next(Duration patience) throws InterruptedException {
    endIfSilent();
    return Optional.ofNullable(news.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** A machine that lost its power says nothing: the reader would wait for ever. */
  private void endIfSilent() {
    var input = open;
    if (input != null && System.nanoTime() - heardAt > silence.toNanos()) {
      close(input);
    }
  }

  /** The last event that was given out or read. */
  public String last() {
    return last;
  }

  private void run() {
    var attempts = 0;
    var queued = false;
    while (!closed) {
      var before = last;
      try {
        if (readOnce()) {
          return;
        }
      } catch (ServerError error) {
        if (error.status() == CROWDED) {
          if (!queued) {
            news.add(new News.Interrupted(String.valueOf(error.getMessage())));
          }
          queued = true;
          if (!rest(queue)) {
            return;
          }
          continue;
        }
        news.add(error.status() == 404 ? new News.Gone() : new News.Broken(error));
        return;
      } catch (Unreachable away) {
        attempts = last.equals(before) ? attempts + 1 : 1;
        if (attempts >= MAX_ATTEMPTS) {
          news.add(new News.Broken(away));
          return;
        }
        if (attempts == 1 && !closed) {
          news.add(new News.Interrupted(String.valueOf(away.getMessage())));
        }
        if (!rest(RECONNECT)) {
          return;
        }
      }
    }
  }

  /** True when the stack has settled or is gone. */
  private boolean readOnce() {
    Map<String, String> headers = last.isEmpty() ? Map.of() : Map.of("Last-Event-ID", last);
    var uri = api.endpoint().v2("stacks", stack, "events");
    var stream = api.stream(uri, headers);
    if (stream.isEmpty()) {
      return poll();
    }
    try (var input = stream.get();
        var lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8))) {
      heardAt = System.nanoTime();
      open = input;
      return readStream(lines);
    } catch (IOException cut) {
      throw new Unreachable(uri, cut);
    } finally {
      open = null;
    }
  }

  private boolean readStream(BufferedReader lines) throws IOException {
    var id = "";
    var name = "message";
    var data = new StringBuilder();
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      heardAt = System.nanoTime();
      if (line.isEmpty()) {
        if (!data.isEmpty() && deliver(id, name, api.json().readTree(data.toString()))) {
          return true;
        }
        id = "";
        name = "message";
        data.setLength(0);
      } else if (line.startsWith("id:")) {
        id = line.substring(3).strip();
      } else if (line.startsWith("event:")) {
        name = line.substring(6).strip();
      } else if (line.startsWith("data:")) {
        data.append(line.substring(5).strip()).append('\n');
      }
    }
    throw new IOException("the stream of events ended early");
  }

  private boolean deliver(String id, String name, JsonNode data) {
    if (name.equals("settled")) {
      var status = data.path("stack_status").asString(data.path("status").asString(""));
      news.add(new News.Settled(status, data.path("reason").asString("")));
      return true;
    }
    if (!name.equals("message")) {
      return false; // news of the stream itself, such as that older events are no longer kept
    }
    var event = StackEvent.ofStream(id, data);
    last = event.id();
    news.add(new News.Happened(event));
    return false;
  }

  /** Heat's way: the list of events after the last one, then the stack's own status. */
  private boolean poll() {
    while (!closed) {
      var shown = api.get(api.endpoint().v1("stacks", stack)).path("stack");
      Map<String, String> query = new LinkedHashMap<>();
      query.put("sort_dir", "asc");
      query.put("nested_depth", "5");
      if (!last.isEmpty()) {
        query.put("marker", last);
      }
      var list = api.get(Endpoint.with(api.endpoint().v1("stacks", stack, "events"), query));
      for (JsonNode entry : list.path("events")) {
        var event = StackEvent.ofList(entry);
        last = event.id();
        news.add(new News.Happened(event));
      }
      // The status was read before the events: when it says settled, all of them were there.
      var status = shown.path("stack_status").asString("");
      if (!status.endsWith("_IN_PROGRESS")) {
        news.add(new News.Settled(status, shown.path("stack_status_reason").asString("")));
        return true;
      }
      if (!rest(POLL)) {
        return true;
      }
    }
    return true;
  }

  private static boolean rest(Duration time) {
    try {
      Thread.sleep(time);
      return true;
    } catch (InterruptedException stop) {
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
    var input = open;
    if (input != null) {
      close(input);
    }
    reader.interrupt();
  }

  private static void close(InputStream input) {
    try {
      input.close();
    } catch (IOException alreadyClosed) {
      // Nothing is read from it any more.
    }
  }
}
