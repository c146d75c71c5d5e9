package io.kiln.cli.local;

import io.kiln.cli.http.Api;
import io.kiln.cli.text.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The server that {@code kiln up} runs in the background of this machine. It outlives the command
 * and the terminal; a file beside its data remembers which process it is.
 */
public final class LocalServer {
  /** A cold start on a busy two-core machine took 33 s. */
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  /** The server lets running steps reach a safe point, then stops its database. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);
  private static final Duration ASK_AGAIN = Duration.ofMillis(150);
  private static final int LOG_TAIL = 20;

  private final Path data;
  private final Terminal terminal;

  public LocalServer(Path data, Terminal terminal) {
    this.data = data;
    this.terminal = terminal;
  }

  public Path log() {
    return data.resolve("server.log");
  }

  private Path pidFile() {
    return data.resolve("server.pid");
  }

  /**
   * Starts a server, unless one is starting already, and waits until it answers.
   *
   * @param launcher the {@code kiln} script
   * @throws NotStarted when it ends or does not answer in time; the end of its log is in the
   *     message
   */
  public void start(String launcher, Api api) {
    try {
      OwnFiles.folder(data);
      OwnFiles.file(log());
      OwnFiles.file(pidFile());
      await(startedOnce(launcher, api), api);
    } catch (IOException failed) {
      throw new NotStarted("cannot start " + launcher + ": " + failed.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new NotStarted("interrupted while the server was starting");
    }
  }

  /** Of two who come at once the second finds the process of the first. */
  private ProcessHandle startedOnce(String launcher, Api api) throws IOException {
    var turn = data.resolve("server.lock");
    OwnFiles.file(turn);
    try (var channel = FileChannel.open(turn, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      var before = running();
      if (before.isPresent()) {
        elsewhere(api.endpoint().server());
        terminal.say("a server is starting already; log: " + log());
        return before.get();
      }
      terminal.say("starting a server on " + api.endpoint().server() + "; log: " + log());
      var process = launch(launcher, api.endpoint().port()).toHandle();
      remember(process, api.endpoint().server());
      return process;
    }
  }

  /** Waiting at one address for the server that has the data, and listens at another, is vain. */
  private void elsewhere(URI wanted) throws IOException {
    var words = remembered();
    if (words.length > 2 && !words[2].equals(wanted.toString())) {
      throw new NotStarted(
          ("a server with the data in %s runs already, at %s: say --url %s, or stop it with `kiln"
                  + " down`, or choose another folder with --data")
              .formatted(data, words[2], words[2]));
    }
  }

  /** Process, the time of its start, and where it listens. */
  private String[] remembered() throws IOException {
    return Files.readString(pidFile()).strip().split(" ");
  }

  private Process launch(String launcher, int port) throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      command.add("/usr/bin/setsid"); // a Ctrl-C in this terminal is not meant for the server
    }
    command.addAll(
        List.of(launcher, "server", "--port", Integer.toString(port), "--data", data.toString()));
    var builder = new ProcessBuilder(command);
    builder.environment().put("KILN_BUILD", "never"); // the server of this very build
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    return builder.start();
  }

  private void await(ProcessHandle process, Api api) throws InterruptedException {
    var begun = System.nanoTime();
    var said = Duration.ZERO;
    while (!api.answers()) {
      var passed = Duration.ofNanos(System.nanoTime() - begun);
      if (!process.isAlive()) {
        if (api.answers()) {
          return; // somebody else started one at the same moment
        }
        throw new NotStarted("the server ended as it was starting; its log says:\n" + tail());
      }
      if (passed.compareTo(START_LIMIT) > 0) {
        throw new NotStarted(
            "the server does not answer after %d s; its log says:\n%s"
                .formatted(passed.toSeconds(), tail()));
      }
      if (passed.minus(said).compareTo(SIGN_OF_LIFE) >= 0) {
        said = passed;
        terminal.say("… %d s, the server is starting".formatted(passed.toSeconds()));
      }
      Thread.sleep(ASK_AGAIN);
    }
    var took = Duration.ofNanos(System.nanoTime() - begun);
    terminal.say("the server answers after %.1f s".formatted(took.toMillis() / 1000.0));
  }

  private String tail() {
    try {
      var lines = Files.readAllLines(log());
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL), lines.size()));
    } catch (IOException unreadable) {
      return "(cannot read " + log() + ")";
    }
  }

  private void remember(ProcessHandle handle, URI address) throws IOException {
    Files.writeString(pidFile(), "%d %s %s\n".formatted(handle.pid(), started(handle), address));
  }

  private static String started(ProcessHandle handle) {
    return handle.info().startInstant().map(Instant::toString).orElse("unknown");
  }

  /** The process that was started from here, when it still runs. */
  public Optional<ProcessHandle> running() {
    String[] words;
    try {
      words = remembered();
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    // The number alone may have gone to another process since; its start time cannot.
    return words.length >= 2 && words[0].matches("\\d{1,18}")
        ? ProcessHandle.of(Long.parseLong(words[0]))
            .filter(handle -> handle.isAlive() && started(handle).equals(words[1]))
        : Optional.empty();
  }

  /** Stops the process that was started from here; false when there is none. */
  public boolean stop() throws InterruptedException {
    var running = running();
    if (running.isEmpty()) {
      return false;
    }
    var handle = running.get();
    handle.destroy();
    try {
      handle.onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException stuck) {
      terminal.say("the server does not stop after %s, killing it".formatted(STOP_LIMIT));
      handle.destroyForcibly();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
    try {
      Files.deleteIfExists(pidFile());
    } catch (IOException left) {
      terminal.say("cannot delete " + pidFile());
    }
    return true;
  }

  /** The server could not be brought up. */
  public static final class NotStarted extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotStarted(String message) {
      super(message);
    }
  }
}
