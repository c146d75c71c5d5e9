package io.kiln.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * A server that answers from a recording. Answers to one request are given in the order in which
 * they were recorded, the last one for ever; a request that was not recorded gets a 599 that names
 * it.
 *
 * <pre>
 * GET /v1/admin/stacks/web -> 302 /v1/admin/stacks/web/ID
 * GET /v1/admin/stacks/web/ID -> 200
 * {"stack": {...}}
 * GET /healthcheck -> 200 X-Project-Id=shop
 * </pre>
 */
final class RecordedServer implements AutoCloseable {
  private static final Pattern HEAD =
      Pattern.compile("(GET|POST|PUT|PATCH|DELETE) (\\S+) -> (\\d{3})(?: (\\S+))?");

  private static final String OWN_PROJECT = "X-Project-Id=";

  private record Answer(int status, String location, String body) {}

  private final HttpServer server;
  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private final List<String> requests = new ArrayList<>();

  RecordedServer(String recording) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    load(recording);
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What was asked, in order: method, path, and the body when there was one. */
  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  private void load(String recording) {
    var key = "";
    var head = new Answer(0, "", "");
    var body = new StringBuilder();
    for (var line : recording.lines().toList()) {
      var match = HEAD.matcher(line);
      if (!match.matches()) {
        body.append(line).append('\n');
        continue;
      }
      keep(key, head, body);
      key = match.group(1) + " " + match.group(2);
      var location = match.group(4);
      head = new Answer(Integer.parseInt(match.group(3)), location == null ? "" : location, "");
    }
    keep(key, head, body);
  }

  private void keep(String key, Answer head, StringBuilder body) {
    if (!key.isEmpty()) {
      answers
          .computeIfAbsent(key, _ -> new ArrayDeque<>())
          // a blank line ends an event; one more is harmless
          .add(new Answer(head.status(), head.location(), body.append('\n').toString()));
    }
    body.setLength(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var key = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    var sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var resume = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    Answer answer;
    synchronized (this) {
      requests.add(
          key + (resume == null ? "" : " after " + resume) + (sent.isEmpty() ? "" : "\n" + sent));
      var queue = answers.get(key);
      answer =
          queue == null
              ? new Answer(599, "", "not recorded: " + key)
              : queue.size() > 1 ? queue.remove() : queue.element();
    }
    if (answer.location().startsWith(OWN_PROJECT)) {
      exchange
          .getResponseHeaders()
          .set("X-Project-Id", answer.location().substring(OWN_PROJECT.length()));
    } else if (!answer.location().isEmpty()) {
      exchange.getResponseHeaders().set("Location", url() + answer.location());
    }
    var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), answer.status() == 204 ? -1 : bytes.length);
    if (answer.status() != 204) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
