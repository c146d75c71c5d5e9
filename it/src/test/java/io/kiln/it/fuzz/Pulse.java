package io.kiln.it.fuzz;

import io.kiln.it.harness.Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a server does, seen from outside of it: memory after a collection, threads, files, its log.
 */
final class Pulse {

  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
  private static final Pattern VIRTUAL =
      Pattern.compile("(?m)^ *\\d+: +(\\d+) +\\d+ +java\\.lang\\.VirtualThread\\b");
  private static final Pattern TROUBLE =
      Pattern.compile("ERROR |Exception in thread|OutOfMemory|StackOverflow");

  /** Of each trouble its first lines, and of all troubles the first. */
  private static final int SHOWN = 8;

  private static final int MOST = 40;

  private final Server server;
  private long read;

  Pulse(Server server) {
    this.server = server;
  }

  /**
   * One look.
   *
   * @param heapBytes what lives after a full collection
   */
  record Beat(long heapBytes, int threads, int virtualThreads, long files) {
    @Override
    public String toString() {
      return "heap after a collection %.1f MiB, %d threads, %d virtual ones, %d open files"
          .formatted(heapBytes / 1048576.0, threads, virtualThreads, files);
    }
  }

  Beat beat() throws IOException {
    long pid = server.process().pid();
    String histogram = histogram(pid);
    Path process = Path.of("/proc", Long.toString(pid));
    int threads =
        Files.readAllLines(process.resolve("status")).stream()
            .filter(line -> line.startsWith("Threads:"))
            .mapToInt(line -> Integer.parseInt(line.substring(8).strip()))
            .findFirst()
            .orElseThrow();
    try (Stream<Path> files = Files.list(process.resolve("fd"))) {
      return new Beat(
          number(TOTAL, histogram), threads, (int) number(VIRTUAL, histogram), files.count());
    }
  }

  /** Collects what nobody holds, and counts the rest. */
  private static String histogram(long pid) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("jcmd failed: " + said.lines().findFirst().orElse(""));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return said;
  }

  private static long number(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }

  /** What the log has since the last look that it should not have. */
  List<String> trouble() throws IOException {
    byte[] log = Files.readAllBytes(server.folder().resolve("server.log"));
    String fresh = new String(log, (int) read, log.length - (int) read, StandardCharsets.UTF_8);
    read = log.length;
    List<String> trouble = new ArrayList<>();
    String[] lines = fresh.split("\n");
    for (int i = 0; i < lines.length && trouble.size() < MOST; i++) {
      if (TROUBLE.matcher(lines[i]).find()) {
        trouble.add(
            String.join("\n", List.of(lines).subList(i, Math.min(lines.length, i + SHOWN))));
      }
    }
    return trouble;
  }
}
