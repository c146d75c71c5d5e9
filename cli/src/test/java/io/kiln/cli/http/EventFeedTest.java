package io.kiln.cli.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What a feed makes of a server that falls silent. */
final class EventFeedTest {

  private static final String FIRST =
      "id: 1\ndata: {\"seq\": 1, \"resource\": \"a\", \"status\": \"CREATE_IN_PROGRESS\"}\n\n";
  private static final String LAST = "event: settled\ndata: {\"status\": \"CREATE_COMPLETE\"}\n\n";

  @Test
  void aServerThatSaysNothingAnyMoreIsAskedAgainAfterTheLastEvent() throws Exception {
    List<String> resumed = new CopyOnWriteArrayList<>();
    var over = new CountDownLatch(1);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          String after = exchange.getRequestHeaders().getFirst("Last-Event-ID");
          resumed.add(String.valueOf(after));
          exchange.sendResponseHeaders(200, 0);
          String text = after == null ? FIRST : LAST;
          exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          if (after == null) {
            await(over); // as a machine without power: the connection stays, nothing comes
          }
          exchange.close();
        });
    server.start();
    var endpoint = Endpoint.of("http://127.0.0.1:" + server.getAddress().getPort(), "p", Map.of());
    try (var api = new Api(endpoint, Credentials.NONE, JsonMapper.builder().build());
        var feed = new EventFeed(api, "web", "", Duration.ofMillis(200), Duration.ofMillis(20))) {
      assertThat(feed.next(Duration.ofSeconds(10))).containsInstanceOf(News.Happened.class);
      News news = new News.Gone();
      for (int look = 0; look < 300 && !(news instanceof News.Settled); look++) {
        news = feed.next(Duration.ofMillis(100)).orElse(news);
      }
      assertThat(news).isEqualTo(new News.Settled("CREATE_COMPLETE", ""));
      assertThat(resumed).containsExactly("null", "1");
    } finally {
      over.countDown();
      server.stop(0);
    }
  }

  @Test
  void aServerThatHasNoPlaceIsAskedUntilItHasOne() throws Exception {
    var asked = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] answer =
              (asked.incrementAndGet() < 4 ? "{\"detail\": \"too many listen\"}" : LAST)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(asked.get() < 4 ? 429 : 200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    var endpoint = Endpoint.of("http://127.0.0.1:" + server.getAddress().getPort(), "p", Map.of());
    try (var api = new Api(endpoint, Credentials.NONE, JsonMapper.builder().build());
        var feed = new EventFeed(api, "web", "", Duration.ofSeconds(9), Duration.ofMillis(20))) {
      assertThat(feed.next(Duration.ofSeconds(10))).containsInstanceOf(News.Interrupted.class);
      assertThat(feed.next(Duration.ofSeconds(10)))
          .contains(new News.Settled("CREATE_COMPLETE", ""));
      assertThat(asked).hasValue(4);
    } finally {
      server.stop(0);
    }
  }

  private static void await(CountDownLatch over) {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
