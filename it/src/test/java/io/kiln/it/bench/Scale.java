package io.kiln.it.bench;

import io.kiln.it.harness.Server;
import io.kiln.it.harness.Stack;
import io.kiln.it.harness.Wanted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How time and memory grow with the size of a stack, its depth, and the number of stacks. */
final class Scale {

  /** A server takes templates of this size, for a hundred thousand resources in one. */
  static final String[] LIMITS = {
    "--limit=template-bytes=16777216", "--limit=template-nodes=2000000"
  };

  private static final int[] SIZES = {1_000, 10_000, 100_000};

  /** Until the compiler of the server has seen what there is. */
  private static final int WARM_UP = 3;

  private static final int CHAIN = 1_000;
  private static final int LAYERS = 10;
  private static final int STACKS = 50;
  private static final int NESTED = 200;
  private static final int SYNCS = 500;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Server server;
  private final AtomicInteger stacks = new AtomicInteger();

  private Scale(Server server) {
    this.server = server;
  }

  static void measure(Server server) throws IOException {
    var scale = new Scale(server);
    scale.disk();
    scale.time("10 values, the first stack", independent(10, "a"), 10);
    for (int i = 0; i < WARM_UP; i++) {
      scale.time("1,000 values, warming up", independent(1_000, "a"), 1_000);
    }
    scale.time("chain of " + CHAIN, chain(), CHAIN);
    scale.time("diamond of %1$d layers of %1$d".formatted(LAYERS), diamond(), LAYERS * LAYERS);
    scale.manyStacks();
    scale.time("group of " + NESTED + " nested stacks", nested(), 2 * NESTED + 1);
    scale.sizes(); // Last: a slow machine may not answer the largest in time.
  }

  /** The limit of whoever makes each change durable by itself, one after the other. */
  private void disk() throws IOException {
    Path file = server.folder().resolve("syncs");
    long begun = System.nanoTime();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int i = 0; i < SYNCS; i++) {
        channel.write(ByteBuffer.allocate(512));
        channel.force(false);
      }
    }
    line("%-34s %6d /s".formatted("durable writes of 512 bytes", perSecond(SYNCS, begun)));
  }

  private void sizes() {
    double first = 0;
    for (int size : SIZES) {
      long begun = System.nanoTime();
      Stack stack = make(independent(size, "a"));
      stack.await("CREATE_COMPLETE", PATIENCE);
      double each = (double) (System.nanoTime() - begun) / size;
      first = first == 0 ? each : first;
      report(
          "%,d values".formatted(size),
          size,
          begun,
          "%.2f of the first's time each".formatted(each / first));

      begun = System.nanoTime();
      stack.update(Wanted.of(independent(size, "a"))).await("UPDATE_COMPLETE", PATIENCE);
      report("  updated, nothing changed", size, begun, "");
      begun = System.nanoTime();
      String changed = independent(size, "a").replace("'a0'", "'changed'");
      stack.update(Wanted.of(changed)).await("UPDATE_COMPLETE", PATIENCE);
      report("  updated, one changed", size, begun, "");
      begun = System.nanoTime();
      stack.delete().await("DELETE_COMPLETE", PATIENCE);
      report("  deleted", size, begun, "");
    }
  }

  private void manyStacks() {
    long begun = System.nanoTime();
    List<Stack> made =
        IntStream.range(0, STACKS).parallel().mapToObj(_ -> make(independent(10, "a"))).toList();
    made.forEach(stack -> stack.await("CREATE_COMPLETE", PATIENCE));
    report(STACKS + " stacks of 10 at once", STACKS * 10, begun, "");
    made.forEach(stack -> stack.delete());
    made.forEach(stack -> stack.await("DELETE_COMPLETE", PATIENCE));
  }

  private void time(String what, String template, int resources) {
    long begun = System.nanoTime();
    Stack stack = make(template);
    stack.await("CREATE_COMPLETE", PATIENCE);
    report(what, resources, begun, "");
    stack.delete().await("DELETE_COMPLETE", PATIENCE);
  }

  private Stack make(String template) {
    return server.create("scale" + stacks.incrementAndGet(), Wanted.of(template));
  }

  private void report(String what, int resources, long begun, String more) {
    line(
        "%-34s %6d ms, %d resources/s %s"
            .formatted(what, Bench.millis(begun), perSecond(resources, begun), more)
            .stripTrailing());
  }

  @SuppressWarnings("SystemOut")
  private static void line(String text) {
    System.out.println(text);
  }

  private static long perSecond(int count, long since) {
    return count * 1_000_000_000L / (System.nanoTime() - since);
  }

  private static String template(int count, IntFunction<String> resource) {
    return IntStream.range(0, count)
        .mapToObj(resource)
        .collect(Collectors.joining("\n", "heat_template_version: 2018-08-31\nresources:\n", "\n"));
  }

  /** Of three types in turn. */
  private static String independent(int count, String word) {
    return template(
        count,
        i ->
            switch (i % 3) {
              case 0 ->
                  "  r%d: {type: OS::Heat::Value, properties: {value: '%s%d'}}"
                      .formatted(i, word, i);
              case 1 -> "  r%d: {type: OS::Heat::RandomString}".formatted(i);
              default ->
                  "  r%d: {type: OS::Heat::TestResource, properties: {value: '%d'}}"
                      .formatted(i, i);
            });
  }

  private static String chain() {
    return template(
        CHAIN,
        i ->
            "  r%d: {type: OS::Heat::Value, properties: {value: %s}}"
                .formatted(i, i == 0 ? "start" : "{get_attr: [r%d, value]}".formatted(i - 1)));
  }

  private static String diamond() {
    return template(
        LAYERS * LAYERS,
        i -> {
          int above = (i / LAYERS - 1) * LAYERS;
          String needs =
              IntStream.range(above, above < 0 ? above : above + LAYERS)
                  .mapToObj(n -> "r" + n)
                  .collect(Collectors.joining(", ", "[", "]"));
          return "  r%d: {type: OS::Heat::Value, depends_on: %s, properties: {value: x}}"
              .formatted(i, needs);
        });
  }

  private static String nested() {
    return """
    heat_template_version: 2018-08-31
    resources:
      group:
        type: OS::Heat::ResourceGroup
        properties:
          count: %d
          resource_def:
            type: OS::Heat::Stack
            properties:
              template: "heat_template_version: 2018-08-31\\nresources: {a: {type: OS::Heat::RandomString}}"
    """
        .formatted(NESTED);
  }
}
