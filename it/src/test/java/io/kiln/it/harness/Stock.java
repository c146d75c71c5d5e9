package io.kiln.it.harness;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The distribution's own openstack client, unmodified. */
public final class Stock {

  private static final Path CLIENT = Path.of("/usr/bin/openstack");

  private final List<String> credentials;

  private Stock(List<String> credentials) {
    this.credentials = credentials;
  }

  /** The client of this machine; the test is skipped when there is none. */
  public static Stock against(Server server) {
    return with("--os-auth-type", "none", "--os-endpoint", server.url() + "/v1/admin");
  }

  /** As {@link #against}, with these words first: who asks, and where. */
  public static Stock with(String... credentials) {
    assumeTrue(
        Files.isExecutable(CLIENT),
        "SKIPPED: no " + CLIENT + "; apt-get install python3-openstackclient python3-heatclient");
    return new Stock(List.of(credentials));
  }

  /** How a command ended. */
  public record Ended(int code, String out, String err) {

    /** Its output, which must end with JSON; with --wait the events come before it. */
    public JsonNode json() {
      if (code != 0) {
        throw new AssertionError("the client failed: " + this);
      }
      return JsonMapper.shared()
          .readTree(
              out.lines()
                  .dropWhile(line -> !line.startsWith("{") && !line.startsWith("["))
                  .collect(Collectors.joining("\n")));
    }
  }

  /** The names of the commands that the installed client has of a kind, its words joined by _. */
  public List<String> commands(String kind) throws IOException {
    List<String> names = new ArrayList<>();
    try (var packages =
        Files.newDirectoryStream(
            Path.of("/usr/lib/python3/dist-packages"), "python_heatclient*info")) {
      for (Path installed : packages) {
        Files.readString(installed.resolve("entry_points.txt"))
            .lines()
            .dropWhile(line -> !line.equals("[" + kind + "]"))
            .skip(1)
            .takeWhile(line -> !line.startsWith("["))
            .filter(line -> line.contains("="))
            .forEach(line -> names.add(line.substring(0, line.indexOf('=')).strip()));
      }
    }
    return names;
  }

  /** Runs a command and waits for its end. */
  public Ended run(String... words) {
    List<String> command = new ArrayList<>(List.of(CLIENT.toString()));
    command.addAll(credentials);
    command.addAll(List.of(words));
    try {
      Path err = Files.createTempFile(Scratch.folder("stock"), "err", ".txt");
      var builder = new ProcessBuilder(command).redirectError(err.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("OS_"));
      Process process = builder.start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), out, Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while the client runs", e);
    }
  }
}
