package io.kiln.it.fuzz;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** Many clients at once that begin and do not end, while somebody else wants to be served. */
final class SlowClients {

  /**
   * Whoever is not slow must not wait longer: as long as an eighth of them, who ask for long lists,
   * keeps a busy machine busy, and shorter than anybody's time-out.
   */
  private static final Duration PROMPT = Duration.ofSeconds(20);

  private static final int LARGE = 2_000_000;

  private final int port;
  private final AtomicBoolean over = new AtomicBoolean();

  SlowClients(int port) {
    this.port = port;
  }

  /**
   * Holds so many connections for a while.
   *
   * @return the longest that somebody else had to wait meanwhile, in milliseconds
   * @throws AssertionError when somebody else was not served
   */
  long hold(int count, Duration time) {
    long longest = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        int kind = i;
        threads.execute(() -> be(kind));
      }
      long end = System.nanoTime() + time.toNanos();
      try (var connection = new Connection(port, Duration.ofSeconds(30))) {
        while (System.nanoTime() < end) {
          longest = Math.max(longest, served(connection));
          Thread.sleep(20);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        over.set(true);
      }
    }
    if (longest > PROMPT.toMillis()) {
      throw new AssertionError(
          "beside %d slow clients somebody had to wait for %d ms".formatted(count, longest));
    }
    return longest;
  }

  private long served(Connection connection) {
    long begun = System.nanoTime();
    try {
      List<Answer> answers =
          connection.exchange(new Draft("GET", "/v1/alpha/stacks?limit=5", port).sent());
      if (answers.isEmpty() || !Set.of(200, 503).contains(answers.getFirst().status())) {
        throw new AssertionError("beside slow clients somebody got " + answers);
      }
    } catch (IOException e) {
      throw new AssertionError("beside slow clients somebody was not served", e);
    }
    return (System.nanoTime() - begun) / 1_000_000;
  }

  private void be(int kind) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      switch (kind % 8) {
        case 0 -> dribble(out, "GET /v1/alpha/stacks HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ", "y");
        case 1 -> dribble(out, post("Content-Length: " + LARGE), "{");
        case 2 -> dribble(out, post("Transfer-Encoding: chunked"), "1\r\n{\r\n");
        case 3 -> dribble(out, "", "");
        case 4 -> {
          say(
              out,
              "GET /v1/alpha/stacks?show_deleted=true HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                  .repeat(50));
          dribble(out, "", "");
        }
        case 5 -> {
          say(out, post("Content-Length: " + LARGE));
          socket.shutdownOutput();
          dribble(out, "", "");
        }
        case 6 -> {
          say(out, "GET /v2/alpha/stacks/s1/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
          dribble(out, "", "");
        }
        default ->
            dribble(
                out,
                post("Content-Length: " + LARGE) + "{\"a\": \"" + "x".repeat(LARGE - 100),
                "x");
      }
    } catch (IOException e) {
      // The server has had enough of it, as it should.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String post(String length) {
    return "POST /v1/alpha/stacks HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n%s\r\n\r\n"
        .formatted(length);
  }

  private void dribble(OutputStream out, String first, String more)
      throws IOException, InterruptedException {
    say(out, first);
    while (!over.get()) {
      Thread.sleep(500);
      say(out, more);
    }
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }
}
