package io.kiln.it.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** Clients that ask the same again and again, one alone and sixteen at once. */
final class Clients implements AutoCloseable {

  /** Until the server's compiler has seen the way. */
  private static final int WARM_UP = 30;

  private static final int ASKED = 100;
  private static final int AT_ONCE = 16;

  private final URI project;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Clients(URI server) {
    this.project = server.resolve("/v1/admin/");
  }

  /** What Heat 19 took for the same, in milliseconds, as recorded on a machine of two cores. */
  record Heat(double median, double slow) {}

  static void heading() {
    line(
        "%-34s %9s %9s   %9s %9s   %s"
            .formatted(
                "ms", "1: p50", "p95", "16: p50", "p95", "Heat as recorded: p50, p95; times"));
  }

  void get(String what, String path, Optional<Heat> heat) {
    measure(what, () -> HttpRequest.newBuilder(resolved(path)).GET().build(), heat);
  }

  void post(String what, String path, Supplier<Map<String, ?>> body, Optional<Heat> heat) {
    measure(
        what,
        () ->
            HttpRequest.newBuilder(resolved(path))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofByteArray(
                        JsonMapper.shared().writeValueAsBytes(body.get())))
                .build(),
        heat);
  }

  private URI resolved(String path) {
    return project.resolve(path.substring(1));
  }

  private void measure(String what, Supplier<HttpRequest> request, Optional<Heat> heat) {
    for (int i = 0; i < WARM_UP; i++) {
      ask(request);
    }
    double[] alone = new double[ASKED];
    for (int i = 0; i < ASKED; i++) {
      alone[i] = ask(request);
    }
    double[] together = together(request);
    line(
        "%-34s %9.1f %9.1f   %9.1f %9.1f   %s"
            .formatted(
                what,
                quantile(alone, 0.5),
                quantile(alone, 0.95),
                quantile(together, 0.5),
                quantile(together, 0.95),
                heat.map(
                        theirs ->
                            "%.0f %.0f; %.0fx"
                                .formatted(
                                    theirs.median(),
                                    theirs.slow(),
                                    theirs.median() / quantile(alone, 0.5)))
                    .orElse("")));
  }

  private double[] together(Supplier<HttpRequest> request) {
    List<Future<double[]>> asking = new ArrayList<>();
    for (int client = 0; client < AT_ONCE; client++) {
      asking.add(
          threads.submit(
              () -> {
                double[] times = new double[ASKED / AT_ONCE + 1];
                for (int i = 0; i < times.length; i++) {
                  times[i] = ask(request);
                }
                return times;
              }));
    }
    return asking.stream().flatMapToDouble(times -> Arrays.stream(ended(times))).toArray();
  }

  private static double[] ended(Future<double[]> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while clients ask", e);
    } catch (ExecutionException e) {
      throw new AssertionError("a client failed", e);
    }
  }

  /** In milliseconds, until the whole answer is here. */
  private double ask(Supplier<HttpRequest> made) {
    HttpRequest request = made.get();
    long begun = System.nanoTime();
    try {
      HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() >= 500) {
        throw new AssertionError(request.uri() + " -> " + answer.statusCode());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while a client asks", e);
    }
    return (System.nanoTime() - begun) / 1e6;
  }

  private static double quantile(double[] times, double part) {
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(part * sorted.length))];
  }

  @SuppressWarnings("SystemOut")
  private static void line(String text) {
    System.out.println(text.stripTrailing());
  }

  @Override
  public void close() {
    threads.close();
    http.close();
  }
}
