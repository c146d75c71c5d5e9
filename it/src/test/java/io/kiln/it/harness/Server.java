package io.kiln.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A real server in a process of its own, with a database of its own that outlives it. */
public final class Server implements AutoCloseable {

  /** A first start unpacks and initialises a database. */
  private static final Duration START = Duration.ofSeconds(90);

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final URI url;
  private final Path folder;
  private final KilnProcess process;
  private final Api api;

  private Server(URI url, Path folder, KilnProcess process) {
    this.url = url;
    this.folder = folder;
    this.process = process;
    this.api = new Api(url);
  }

  /**
   * Starts one that nobody else uses.
   *
   * @param docker the engine of its own host; absent means a simulated one
   */
  public static Server start(Optional<URI> docker, String... options) {
    return start(docker, Map.of(), options);
  }

  /** As {@link #start(Optional, String...)}, with more in its environment. */
  public static Server start(
      Optional<URI> docker, Map<String, String> environment, String... options) {
    Path folder = Scratch.folder("server-" + COUNT.incrementAndGet());
    int port = freePort();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "server",
                "--port",
                Integer.toString(port),
                "--data",
                folder.resolve("data").toString()));
    arguments.addAll(List.of(options));
    URI nowhere = URI.create("unix://" + folder.resolve("no-engine"));
    Map<String, String> whole = new HashMap<>(environment);
    whole.put("DOCKER_HOST", docker.orElse(nowhere).toString());
    KilnProcess process = KilnProcess.start(folder.resolve("server.log"), whole, arguments);
    var server = new Server(URI.create("http://127.0.0.1:" + port), folder, process);
    server.awaitAnswer();
    return server;
  }

  /** Where it answers. */
  public URI url() {
    return url;
  }

  /** Its folder, with data and log. */
  public Path folder() {
    return folder;
  }

  /** Its API. */
  public Api api() {
    return api;
  }

  /** Its process. */
  public KilnProcess process() {
    return process;
  }

  /** Starts it again on the same data. */
  public void restart() {
    process.start();
    awaitAnswer();
  }

  /** Makes a stack that must be taken. */
  public Stack create(String name, Wanted wanted) {
    Api.Answer answer = offer(name, wanted);
    if (answer.status() != 201) {
      throw new AssertionError("create of " + name + ": " + answer);
    }
    return new Stack(api, name, answer.body().path("stack").path("id").asString());
  }

  /** Asks for a stack that may be refused. */
  public Api.Answer offer(String name, Wanted wanted) {
    return api.heat("POST", "/stacks", Optional.of(wanted.body(name)));
  }

  /** A stack that was made before. */
  public Stack stack(String name, String id) {
    return new Stack(api, name, id);
  }

  /** A stack that is there, by its name. */
  public Stack stack(String name) {
    String id =
        api.heat("GET", "/stacks?name=" + name, Optional.empty())
            .body()
            .path("stacks")
            .path(0)
            .path("id")
            .asString();
    return new Stack(api, name, id);
  }

  /** The names of all stacks. */
  public List<String> stacks() {
    return api.heat("GET", "/stacks", Optional.empty())
        .body()
        .path("stacks")
        .valueStream()
        .map(stack -> stack.path("stack_name").asString())
        .toList();
  }

  private void awaitAnswer() {
    Eventually.until(
        "the server answers",
        START,
        () -> {
          if (!process.alive()) {
            throw new AssertionError("the server ended:\n" + process.tail());
          }
          return answers();
        },
        process::tail);
  }

  private boolean answers() {
    try {
      // One that wants to know who asks is there too.
      int status = api.call("GET", "/v2/status", Optional.empty()).status();
      return status == 200 || status == 401;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** Ends it in good order; it may be started again. */
  public void stop() {
    process.close();
  }

  @Override
  public void close() {
    stop();
  }

  static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
