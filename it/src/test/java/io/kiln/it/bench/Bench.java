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

  /**
   * Takes what to measure: {@code values}, {@code containers}, or both if it is not told; {@code
   * scale} and {@code reads} only when they are, since they take minutes, and {@code peer}, with
   * its scenarios behind it.
   */
  @SuppressWarnings("CatchAndPrintStackTrace") // Its output is what it is for.
  public static void main(String... arguments) {
    int exit = 1;
    try {
      measure(List.of(arguments));
      exit = 0;
    } catch (IOException | RuntimeException | AssertionError e) {
      e.printStackTrace();
    }
    System.exit(exit); // The engine's threads would go on for ever.
  }

  @SuppressWarnings("SystemOut")
  private static void measure(List<String> wanted) throws IOException {
    System.out.println("load before: " + load());
    if (wanted.contains("reads")) {
      Reads.measure();
      if (wanted.size() == 1) {
        System.out.println("load after: " + load());
        return;
      }
    }
    Optional<Engine> engine = engine();
    long begun = System.nanoTime();
    try (Server server = Server.start(engine.map(Engine::address), Scale.LIMITS)) {
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
      if (wanted.isEmpty() || wanted.contains("values")) {
        Values.measure(server).forEach(System.out::println);
        Memory.print("after the values", server);
      }
      if (wanted.contains("scale")) {
        Scale.measure(server);
        Memory.print("after large stacks", server);
      }
      if (wanted.contains("peer")) {
        Peer.measure(server, wanted.subList(wanted.indexOf("peer") + 1, wanted.size()));
      }
      if (engine.isPresent() && (wanted.isEmpty() || wanted.contains("containers"))) {
        Containers.measure(server, engine.get().docker()).forEach(System.out::println);
        Memory.print("after the containers", server);
      }
    }
    System.out.println("load after: " + load());
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
