package io.kiln.it.bench;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.HostConfig;
import io.kiln.it.harness.Docker;
import io.kiln.it.harness.Server;
import io.kiln.it.harness.Stack;
import io.kiln.it.harness.Wanted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Fifty containers by Kiln beside the same fifty by bare calls to the same engine. */
final class Containers {

  private static final int COUNT = 50;
  private static final int ROUNDS = 7;
  private static final List<Integer> PARALLEL = List.of(4, 8, 16);
  private static final String IMAGE = "kiln/hello:1";

  private Containers() {}

  /** Each round does all, one after the other, so that a busy moment hits them alike. */
  static List<String> measure(Server server, Docker docker) {
    Map<String, List<Long>> taken = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (int parallel : PARALLEL) {
        taken
            .computeIfAbsent(
                "50 containers, raw, %2d at a time".formatted(parallel), _ -> new ArrayList<>())
            .add(raw(docker, parallel));
      }
      taken.computeIfAbsent("50 containers, Kiln", _ -> new ArrayList<>()).add(kiln(server, round));
    }
    List<String> lines = new ArrayList<>();
    taken.forEach(
        (what, times) -> lines.add("%-34s %6d ms  %s".formatted(what, median(times), times)));
    long kiln = median(taken.remove("50 containers, Kiln"));
    long best = taken.values().stream().mapToLong(Containers::median).min().orElseThrow();
    lines.add("%-34s %6.2f".formatted("Kiln / best raw, medians", (double) kiln / best));
    return lines;
  }

  private static long median(@Nullable List<Long> times) {
    List<Long> sorted = Objects.requireNonNull(times).stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private static long kiln(Server server, int round) {
    var text = new StringBuilder("heat_template_version: 2018-08-31\nresources:\n");
    for (int i = 0; i < COUNT; i++) {
      text.append(
          "  s%02d: {type: Kiln::ContainerService, properties: {image: %s, command: [sleep, '3600'], stop_grace: 0}}\n"
              .formatted(i, IMAGE));
    }
    long begun = System.nanoTime();
    Stack stack = server.create("fifty" + round, Wanted.of(text.toString()));
    stack.await("CREATE_COMPLETE");
    long taken = Bench.millis(begun);
    stack.delete().await("DELETE_COMPLETE");
    return taken;
  }

  private static long raw(Docker docker, int parallel) {
    List<String> ids;
    long taken;
    try (ExecutorService threads = Executors.newFixedThreadPool(parallel)) {
      long begun = System.nanoTime();
      List<Future<String>> pending =
          IntStream.range(0, COUNT)
              .mapToObj(i -> threads.submit(() -> createAndStart(docker.raw(), i)))
              .toList();
      ids = pending.stream().map(Containers::got).toList();
      taken = Bench.millis(begun);
      ids.forEach(id -> threads.execute(() -> docker.remove(id)));
    }
    return taken;
  }

  private static String createAndStart(DockerClient client, int number) {
    String id =
        client
            .createContainerCmd(IMAGE)
            .withName("raw-%02d".formatted(number))
            .withCmd("sleep", "3600")
            .withHostConfig(HostConfig.newHostConfig().withNetworkMode("host"))
            .exec()
            .getId();
    client.startContainerCmd(id).exec();
    return id;
  }

  private static String got(Future<String> pending) {
    try {
      return pending.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
