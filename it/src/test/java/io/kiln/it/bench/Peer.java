package io.kiln.it.bench;

import io.kiln.it.harness.Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opentest4j.TestAbortedException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The same benchmark against a real OpenStack Heat and against Kiln, one after the other in one
 * run. Heat's pause of a second after every leaf is taken out, so that work is compared with work.
 */
final class Peer {

  private static final String SCRIPTS = "KILN_PEER_SCRIPTS";

  /** Not the port of a Heat that may be there already. */
  private static final int PORT = 18004;

  /** Where the scripts keep Heat, and the process ids by which its memory is known. */
  private static final String FOLDER = "peer";

  private static final List<String> SCENARIOS =
      List.of(
          "independent:1000",
          "update:1000",
          "chain:100",
          "diamond:10x10",
          "concurrent:50x10",
          "nested:200",
          "read:500x1000",
          "mem");

  private static final Pattern MEDIAN = Pattern.compile("p50 ([0-9.]+) ms");
  private static final Pattern MEMORY = Pattern.compile("total pss ([0-9]+) MiB");

  private final Path scripts;
  private final Server kiln;
  private final Path folder;

  private Peer(Path scripts, Server kiln) throws IOException {
    this.scripts = scripts;
    this.kiln = kiln;
    this.folder = Files.createDirectories(kiln.folder().resolve(FOLDER));
  }

  /**
   * Prints a line for each thing measured: Heat's figure, Kiln's, and how many times faster.
   *
   * @param scenarios of the scripts; all that there are when none is named
   */
  static void measure(Server kiln, List<String> scenarios) throws IOException {
    String scripts = System.getenv(SCRIPTS);
    if (scripts == null) {
      throw new TestAbortedException(
          SCRIPTS + " does not name the folder of heat-up, heat-bench and heat-down");
    }
    new Peer(Path.of(scripts), kiln).compare(scenarios.isEmpty() ? SCENARIOS : scenarios);
  }

  private void compare(List<String> scenarios) throws IOException {
    Path ours = folder.resolve("kiln-pids");
    Files.createDirectories(ours);
    Files.writeString(ours.resolve("kiln.pid"), Long.toString(kiln.process().pid()));
    // First, while no other server takes of the machine.
    Map<String, Double> here = bench(kiln.url(), ours, scenarios);
    Map<String, Double> there;
    run(List.of(scripts.resolve("heat-up").toString(), "prod"));
    try {
      there =
          bench(
              URI.create("http://127.0.0.1:" + PORT),
              folder.resolve("heat").resolve("run"),
              scenarios);
    } finally {
      run(List.of(scripts.resolve("heat-down").toString(), "--wipe"));
    }
    line("%-52s %10s %10s %8s".formatted("", "Heat", "Kiln", "ratio"));
    there.forEach(
        (what, heat) ->
            line(
                "%-52s %10.3f %10s %8s"
                    .formatted(
                        what,
                        heat,
                        Optional.ofNullable(here.get(what)).map("%.3f"::formatted).orElse("-"),
                        Optional.ofNullable(here.get(what))
                            .filter(mine -> mine > 0)
                            .map(mine -> "%.1f".formatted(heat / mine))
                            .orElse("-"))));
  }

  private Map<String, Double> bench(URI server, Path pids, List<String> scenarios)
      throws IOException {
    Path rows = Files.createTempFile(folder, "rows", ".json");
    List<String> command = new ArrayList<>(List.of(scripts.resolve("heat-bench").toString()));
    command.add(server + "/v1/admin");
    command.addAll(scenarios);
    command.addAll(List.of("--json", rows.toString(), "--pids", pids.toString()));
    run(command);
    Map<String, Double> figures = new LinkedHashMap<>();
    for (JsonNode row : JsonMapper.shared().readTree(rows.toFile())) {
      figure(row).ifPresent(figure -> figures.put(row.path("what").asString(), figure));
    }
    return figures;
  }

  /** Seconds, or MiB where memory was looked at. */
  private static Optional<Double> figure(JsonNode row) {
    if (row.path("seconds").isNumber()) {
      return Optional.of(row.path("seconds").asDouble());
    }
    String note = row.path("note").asString();
    Matcher median = MEDIAN.matcher(note);
    if (median.find()) {
      return Optional.of(Double.parseDouble(median.group(1)) / 1000);
    }
    Matcher memory = MEMORY.matcher(note);
    return memory.find() ? Optional.of(Double.parseDouble(memory.group(1))) : Optional.empty();
  }

  private void run(List<String> command) throws IOException {
    line("$ " + String.join(" ", command));
    var process = new ProcessBuilder(command).inheritIO();
    process
        .environment()
        .putAll(
            Map.of(
                "PEER",
                folder.resolve("heat").toString(),
                "API_PORT",
                Integer.toString(PORT),
                "CFN_PORT",
                Integer.toString(PORT + 1),
                "NO_THROTTLE",
                "1"));
    try {
      int exit = process.start().waitFor();
      if (exit != 0) {
        throw new IOException("%s ended with %d".formatted(command.getFirst(), exit));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @SuppressWarnings("SystemOut")
  private static void line(String text) {
    System.out.println(text);
  }
}
