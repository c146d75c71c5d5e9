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
        Stream.concat(Stream.of(root), root.descendants()).map(ProcessHandle::pid).toList();
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
