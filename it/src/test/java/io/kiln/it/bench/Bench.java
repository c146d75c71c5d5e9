package io.kiln.it.bench;

import io.kiln.it.harness.Engine;
import io.kiln.it.harness.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/**
 * Measures a server of its own and prints what it found. With KILN_IT_LAUNCHER=./kiln it is the
 * distribution with its start-up cache, as a user has it.
 */
public final class Bench {

  private Bench() {}

  /** Takes no arguments; says at the end how busy the machine was. */
  @SuppressWarnings("SystemOut") // Its output is what it is for.
  public static void main(String... arguments) throws IOException {
    Optional<Engine> engine = engine();
    System.out.println("load before: " + load());
    long begun = System.nanoTime();
    try (Server server = Server.start(engine.map(Engine::address))) {
      line("start with a new data folder", millis(begun));
      Memory.print("at rest", server);
      server.stop();
      for (int i = 0; i < 3; i++) {
        begun = System.nanoTime();
        server.restart();
        line("start with existing data", millis(begun));
        if (i < 2) {
          server.stop();
        }
      }
      Memory.print("at rest, started again", server);
      Values.measure(server).forEach(System.out::println);
      Memory.print("after the values", server);
      if (engine.isPresent()) {
        Containers.measure(server, engine.get().docker()).forEach(System.out::println);
        Memory.print("after the containers", server);
      }
    }
    System.out.println("load after: " + load());
    System.exit(0);
  }

  @SuppressWarnings("SystemOut")
  private static Optional<Engine> engine() {
    try {
      return Optional.of(Engine.named("bench"));
    } catch (TestAbortedException e) {
      System.out.println("no containers: " + e.getMessage());
      return Optional.empty();
    }
  }

  static long millis(long since) {
    return (System.nanoTime() - since) / 1_000_000;
  }

  @SuppressWarnings("SystemOut")
  private static void line(String what, long millis) {
    System.out.printf("%-34s %6d ms%n", what, millis);
  }

  private static String load() throws IOException {
    return String.join(
        " ", List.of(Files.readString(Path.of("/proc/loadavg")).split(" ")).subList(0, 3));
  }
}
