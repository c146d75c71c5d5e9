package io.kiln.it.chaos;

import io.kiln.it.harness.Eventually;
import io.kiln.it.harness.KilnProcess;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Three workers and an API on one PostgreSQL under a mixed load, while processes are killed, paused
 * beyond their lease and cut off, and the database restarts. At the end nothing may be lost and
 * nothing may have happened twice.
 */
final class Chaos {

  private static final int WORKERS = 3;
  private static final int CLIENTS = 4;

  /** Longer than a lease by far: its trees are driven by somebody else when it wakes up. */
  private static final Duration PAUSE = Duration.ofSeconds(7);

  private final Fleet fleet;
  private final Random random;
  private final Recovery recovery;
  private final ExecutorService watchers = Executors.newVirtualThreadPerTaskExecutor();
  private int workerKills;
  private int serverKills;
  private int pauses;
  private int databaseRestarts;
  private int cuts;
  private int ended;

  private Chaos(Fleet fleet, Random random) {
    this.fleet = fleet;
    this.random = random;
    this.recovery = new Recovery(fleet);
  }

  /**
   * What came of it.
   *
   * @param wrong what must not have happened
   * @param recoveryP99 in milliseconds
   */
  record Result(List<String> lines, List<String> wrong, int lived, long recoveryP99) {}

  /**
   * Kills so many processes, with pauses and database outages between.
   *
   * @param between how long the fleet is left alone on average
   */
  static Result run(long seed, int kills, Duration between) {
    try (var fleet = new Fleet(WORKERS)) {
      return new Chaos(fleet, new Random(seed)).until(seed, kills, between);
    }
  }

  private Result until(long seed, int kills, Duration between) {
    var ledger = new Ledger(fleet.folder());
    var over = new AtomicBoolean();
    List<Load> clients =
        IntStream.range(0, CLIENTS)
            .mapToObj(i -> new Load(fleet.server(), ledger, seed + i, "chaos-" + i, over))
            .toList();
    long begun = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      clients.forEach(threads::execute);
      try {
        while (workerKills + serverKills < kills) {
          Eventually.pause(
              between.dividedBy(2).plusMillis(random.nextLong(between.toMillis() + 1)));
          supervise();
          harm();
        }
      } finally {
        over.set(true);
      }
    }
    watchers.close();
    List<String> wrong = new ArrayList<>();
    clients.forEach(client -> wrong.addAll(client.wrong()));
    int lived = clients.stream().mapToInt(Load::lived).sum();
    List<String> lines =
        List.of(
            "in %d s: kill -9 of a worker %d times, of the API %d times, pauses beyond the lease %d,"
                    .formatted(
                        (System.nanoTime() - begun) / 1_000_000_000L,
                        workerKills,
                        serverKills,
                        pauses)
                + " database restarts %d, all connections cut %d times"
                    .formatted(databaseRestarts, cuts),
            "%d stacks lived from create to delete, %d updates, %d scripts run"
                .formatted(lived, clients.stream().mapToInt(Load::updates).sum(), ledger.size()),
            recovery.report(),
            "processes that ended by themselves: " + ended,
            "lost, doubled or stuck: " + wrong.size());
    return new Result(lines, wrong, lived, recovery.percentile(99));
  }

  private void harm() {
    try {
      switch (random.nextInt(12)) {
        case 0 -> {
          pauses++;
          pause(worker());
        }
        case 1 -> {
          databaseRestarts++;
          if (random.nextBoolean()) {
            fleet.restartDatabase();
          } else {
            fleet.crashDatabase();
          }
        }
        case 2 -> {
          cuts++;
          fleet.cutConnections();
        }
        case 3, 4 -> {
          serverKills++;
          fleet.server().process().kill();
          fleet.server().process().start();
        }
        default -> {
          workerKills++;
          kill(worker());
        }
      }
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("the fleet cannot be harmed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** As an init system does: what has ended by itself is started again. */
  private void supervise() {
    Stream.concat(fleet.workers().stream(), Stream.of(fleet.server().process()))
        .filter(process -> !process.alive())
        .forEach(
            process -> {
              ended++;
              process.start();
            });
  }

  private KilnProcess worker() {
    return fleet.workers().get(random.nextInt(WORKERS));
  }

  private void kill(KilnProcess worker) throws SQLException {
    Map<String, Long> held = recovery.heldBy(worker.pid());
    worker.kill();
    long since = System.nanoTime();
    worker.start();
    watchers.execute(() -> watch(held, since));
  }

  private void watch(Map<String, Long> held, long since) {
    try {
      recovery.watch(held, since);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause(KilnProcess worker) throws IOException, InterruptedException {
    String pid = Long.toString(worker.pid());
    new ProcessBuilder("kill", "-STOP", pid).start().waitFor();
    Thread.sleep(PAUSE);
    new ProcessBuilder("kill", "-CONT", pid).start().waitFor();
  }

  /** Takes how many processes to kill (200), seconds between (3) and a seed. */
  @SuppressWarnings("SystemOut") // Its output is what it is for.
  public static void main(String... arguments) {
    int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : System.nanoTime();
    System.out.println("seed " + seed);
    Result result = run(seed, kills, Duration.ofSeconds(seconds));
    result.lines().forEach(System.out::println);
    result.wrong().forEach(System.out::println);
    System.exit(result.wrong().isEmpty() ? 0 : 1);
  }
}
