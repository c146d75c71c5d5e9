package io.kiln.api.boot;

import io.kiln.api.metrics.Meters;
import io.kiln.api.metrics.MetricsEndpoint;
import io.kiln.api.tracing.Tracing;
import io.kiln.hooks.agent.AgentMain;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.web.server.PortInUseException;

/** Starts whatever this process is to be: a server, a worker or an agent. */
public final class KilnServer {

  private static final Logger LOG = LoggerFactory.getLogger(KilnServer.class);

  /** Every cause deeper than this is a circle. */
  private static final int MAX_CAUSES = 20;

  private static final Set<String> HELP = Set.of("--help", "-h");

  private KilnServer() {}

  /** {@code server}, {@code worker} or {@code agent}, then its options; ends with 2 for a typo. */
  public static void main(String... arguments) throws InterruptedException {
    int code = run(Arrays.asList(arguments), System.out, System.err);
    if (code != 0) {
      System.exit(code);
    }
  }

  /** Comes back with 0 when it has started, or shown what it was asked for. */
  static int run(List<String> words, PrintStream out, PrintStream err) throws InterruptedException {
    String command = words.isEmpty() ? "" : words.getFirst();
    List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
    if (HELP.contains(command)
        || (!command.equals("agent") && rest.stream().anyMatch(HELP::contains))) {
      out.print(ServerHelp.text());
      return 0;
    }
    try {
      switch (command) {
        case "server" -> serve(ServerOptions.parse(rest));
        case "worker" -> work(ServerOptions.parse(rest));
        case "agent" -> AgentMain.main(rest.toArray(String[]::new));
        default ->
            throw new IllegalArgumentException("say one of: server, worker, agent; not " + command);
      }
      return 0;
    } catch (IllegalArgumentException e) {
      err.println("kiln " + command + ": " + e.getMessage());
      err.println("See: kiln " + (command.equals("worker") ? command : "server") + " --help");
      return 2;
    } catch (RuntimeException e) {
      LOG.debug("The start ended here", e);
      err.println("kiln " + command + ": cannot start: " + reason(e));
      return 1;
    }
  }

  private static void serve(ServerOptions options) {
    WebServer server = WebServer.start(options, InstantSource.system(), UUID::randomUUID);
    LOG.info("{}", server.headline());
  }

  /** A worker needs no web server: it finds its work in the database. */
  private static void work(ServerOptions options) throws InterruptedException {
    if (options.database().isEmpty()) {
      throw new IllegalArgumentException(
          "a worker by itself needs --database: the embedded one belongs to its server");
    }
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    var alone =
        new ServerOptions(
            0,
            options.address(),
            options.data(),
            options.database(),
            true,
            false,
            options.ironic(),
            options.metricsPort(),
            options.limits(),
            options.url(),
            options.driftEvery(),
            options.work(),
            Access.NONE,
            CfnOptions.NONE,
            HeatOptions.DEFAULT);
    var ended = new CountDownLatch(1);
    try (var meters = new Meters();
        Tracing tracing = Tracing.to(options.work().collector(), UUID.randomUUID());
        Installation installation =
            Installation.open(alone, InstantSource.system(), UUID::randomUUID, meters, tracing);
        MetricsEndpoint endpoint = MetricsEndpoint.start(options.metricsPort(), meters)) {
      LOG.info(
          "Kiln {} worker, database {}, figures on http://127.0.0.1:{}/metrics",
          Version.current(),
          installation.database(),
          endpoint.port());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(ended, installation)));
      ended.await();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void end(CountDownLatch ended, Installation installation) {
    installation.close();
    ended.countDown();
  }

  /** The innermost cause says most, but for a port that is taken. */
  private static String reason(Throwable failure) {
    Throwable at = failure;
    for (int i = 0; i < MAX_CAUSES && at.getCause() != null; i++) {
      if (at instanceof PortInUseException taken) {
        return "port %d is taken, maybe by another server; choose another with --port"
            .formatted(taken.getPort());
      }
      at = at.getCause();
    }
    return Optional.ofNullable(at.getMessage()).orElse(at.toString());
  }
}
