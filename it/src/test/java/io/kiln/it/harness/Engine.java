package io.kiln.it.harness;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Docker engine of the tests' own: nobody else's containers are on it, and it may be stopped.
 * Containers use the network of the machine; there is no bridge.
 */
public final class Engine implements AutoCloseable {

  private static final Map<String, Engine> SHARED = new ConcurrentHashMap<>();

  /** A busy machine takes seconds to start one. */
  private static final Duration START = Duration.ofSeconds(60);

  private static final int CLEANING_TRIES = 5;

  private final Path folder;
  private final URI address;
  private final Docker docker;
  private @Nullable Process process;

  private Engine(Path folder) {
    this.folder = folder;
    this.address = URI.create("unix://" + folder.resolve("sock"));
    this.docker = new Docker(address);
  }

  /** One that all tests of this run share, with kiln/hello:1 and :2; skipped where none can run. */
  public static Engine named(String name) {
    assumeOneCanRun();
    return SHARED.computeIfAbsent(
        name,
        _ -> {
          var engine = new Engine(shortFolder(name));
          engine.start();
          engine.makeImages("hello");
          Runtime.getRuntime().addShutdownHook(new Thread(engine::close));
          return engine;
        });
  }

  /** The names of those that this run has started. */
  static List<String> running() {
    return List.copyOf(SHARED.keySet());
  }

  private static void assumeOneCanRun() {
    assumeTrue(
        "root".equals(System.getProperty("user.name"))
            && (Files.isExecutable(Path.of("/usr/sbin/dockerd"))
                || Files.isExecutable(Path.of("/usr/bin/dockerd"))),
        "SKIPPED: an engine of one's own needs root and dockerd; apt-get install docker.io");
  }

  /** Paths of sockets are short. */
  private static Path shortFolder(String name) {
    return Path.of(System.getProperty("java.io.tmpdir"), "kiln-it-" + Scratch.run(), name);
  }

  /** Where it listens. */
  public URI address() {
    return address;
  }

  /** What is on it. */
  public Docker docker() {
    return docker;
  }

  /** Starts it, again after it was stopped. */
  public void start() {
    try {
      Files.createDirectories(folder);
      process =
          new ProcessBuilder(
                  "dockerd",
                  "--data-root=" + folder.resolve("data"),
                  "--exec-root=" + folder.resolve("exec"),
                  "--pidfile=" + folder.resolve("pid"),
                  "--host=" + address,
                  "--bridge=none",
                  "--iptables=false",
                  "--ip-forward=false",
                  "--live-restore")
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Eventually.until("the engine answers", START, docker::answers, this::tail);
  }

  /** Ends it; its containers live on. */
  public void stop() {
    Process running = process;
    if (running == null) {
      return;
    }
    running.destroy();
    try {
      if (!running.waitFor(30, TimeUnit.SECONDS)) {
        running.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process = null;
  }

  /** Makes images with the script that ships. */
  public void makeImages(String... names) {
    List<String> command =
        Stream.concat(
                Stream.of(Wanted.LIBRARY.resolve("make-images").toAbsolutePath().toString()),
                Stream.of(names))
            .toList();
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    builder.environment().put("DOCKER_HOST", address.toString());
    if (finished(builder) != 0) {
      throw new AssertionError("make-images failed:\n" + tail());
    }
  }

  @Override
  public void close() {
    try {
      removeContainers();
      stop();
      // What it had mounted, the last first.
      Files.readAllLines(Path.of("/proc/self/mounts")).reversed().stream()
          .map(line -> line.split(" ", 3)[1])
          .filter(mount -> mount.startsWith(folder + "/"))
          .forEach(mount -> finished(new ProcessBuilder("umount", "-l", mount)));
      finished(new ProcessBuilder("rm", "-rf", folder.toString()));
      docker.close();
      Files.deleteIfExists(Objects.requireNonNull(folder.getParent()));
    } catch (java.nio.file.DirectoryNotEmptyException e) {
      // Another engine is still there; the last one removes the folder.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of them are the tests' own; a call that fails is tried again on a fresh connection. */
  private void removeContainers() {
    for (int i = 0; i < CLEANING_TRIES && docker.answers(); i++) {
      try {
        List<String> left = docker.all();
        if (left.isEmpty()) {
          return;
        }
        left.forEach(docker::remove);
      } catch (RuntimeException e) {
        Eventually.pause(Duration.ofMillis(500));
      }
    }
  }

  private static int finished(ProcessBuilder builder) {
    try {
      return builder.start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private Path log() {
    return folder.resolve("log");
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(log());
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e + ")";
    }
  }
}
