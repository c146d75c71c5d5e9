package io.kiln.it.bench;

import io.kiln.it.harness.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Resident memory of a server with all that it has started, its database above all. */
final class Memory {

  private Memory() {}

  /**
   * Prints two sums: PSS counts a page that processes share once, RSS once for each of them.
   *
   * @throws IOException when the server has ended
   */
  @SuppressWarnings("SystemOut")
  static void print(String when, Server server) throws IOException {
    ProcessHandle root = ProcessHandle.of(server.process().pid()).orElseThrow();
    List<Long> all =
        Stream.of(root, database(server))
            .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
            .map(ProcessHandle::pid)
            .distinct()
            .toList();
    long java = sum(List.of(root.pid()), "Pss:");
    long pss = sum(all, "Pss:");
    System.out.printf(
        "%-34s %6d MiB in %d processes (server %d, database %d; RSS summed %d)%n",
        "memory " + when,
        pss >> 10,
        all.size(),
        java >> 10,
        (pss - java) >> 10,
        sum(all, "Rss:") >> 10);
  }

  /** The database outlives its server, so it is not its child; a file of its own names it. */
  private static ProcessHandle database(Server server) throws IOException {
    try (Stream<Path> files = Files.walk(server.folder().resolve("data"))) {
      Path file =
          files
              .filter(path -> path.endsWith("postmaster.pid"))
              .findFirst()
              .orElseThrow(() -> new IOException("no database runs in " + server.folder()));
      return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst().strip()))
          .orElseThrow();
    }
  }

  private static long sum(List<Long> pids, String what) throws IOException {
    long sum = 0;
    for (long pid : pids) {
      Path rollup = Path.of("/proc", Long.toString(pid), "smaps_rollup");
      if (!Files.exists(rollup)) {
        continue;
      }
      for (String line : Files.readAllLines(rollup)) {
        if (line.startsWith(what)) {
          sum += Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
    }
    return sum;
  }
}
