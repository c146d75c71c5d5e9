package io.kiln.it.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A process of Kiln: by the launcher when KILN_IT_LAUNCHER names it, otherwise the classes that
 * this very build has compiled, with the launcher's options. It can be killed and started again.
 */
public final class KilnProcess implements AutoCloseable {

  private static final String MAIN = "io.kiln.api.boot.KilnServer";

  /** As in the launcher, so that memory and speed are those of a user. */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseCompactObjectHeaders",
          "-Xms64m",
          "-Xmn32m",
          "-Xmx1g",
          "-XX:MinHeapFreeRatio=15",
          "-XX:MaxHeapFreeRatio=30",
          "-XX:-UsePerfData");

  private static final int TAIL_LINES = 40;

  private final List<String> command;
  private final Map<String, String> environment;
  private final Path log;
  private @Nullable Process process;

  private KilnProcess(List<String> command, Map<String, String> environment, Path log) {
    this.command = command;
    this.environment = environment;
    this.log = log;
  }

  /**
   * Starts one.
   *
   * @param log where its output goes, of all its lives
   * @param arguments such as server --port 8004
   */
  public static KilnProcess start(
      Path log, Map<String, String> environment, List<String> arguments) {
    List<String> command = new ArrayList<>();
    String launcher = System.getenv("KILN_IT_LAUNCHER");
    if (launcher != null && !launcher.isBlank()) {
      command.add(launcher);
    } else {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(OPTIONS);
      // As the launcher takes them.
      command.addAll(
          List.of(environment.getOrDefault("KILN_JAVA_OPTS", "-Xshare:auto").split(" +")));
      command.addAll(List.of("-cp", classPath(), MAIN));
    }
    command.addAll(arguments);
    var started = new KilnProcess(command, Map.copyOf(environment), log);
    started.start();
    // A run that is cut short leaves no server behind, and a server no database.
    Runtime.getRuntime().addShutdownHook(new Thread(started::close));
    return started;
  }

  /** Compiled classes and libraries, without the tests' own. */
  private static String classPath() {
    return String.join(
        File.pathSeparator,
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(
                entry -> !entry.endsWith("test-classes") && !entry.endsWith("it/target/classes"))
            .toList());
  }

  /** Starts it again, with the same command. */
  public void start() {
    try {
      Files.createDirectories(Objects.requireNonNull(log.getParent()));
      var builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().keySet().removeIf(name -> name.startsWith("KILN_"));
      builder.environment().putAll(environment);
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it runs. */
  public boolean alive() {
    return process != null && process.isAlive();
  }

  /** Its number; of the last life when it is dead. */
  public long pid() {
    return Objects.requireNonNull(process).pid();
  }

  /** kill -9, and waits until it is gone. */
  public void kill() {
    end(Objects.requireNonNull(process).destroyForcibly());
  }

  /** Asks it to end, and insists after a while. */
  @Override
  public void close() {
    Process running = process;
    if (running == null || !running.isAlive()) {
      return;
    }
    running.destroy();
    try {
      if (!running.waitFor(20, TimeUnit.SECONDS)) {
        end(running.destroyForcibly());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The last it said. */
  public String tail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e + ")";
    }
  }

  private static void end(Process process) {
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
