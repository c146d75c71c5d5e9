package io.kiln.it.fuzz;

import io.kiln.db.embedded.EmbeddedPostgres;
import io.kiln.it.harness.Scratch;
import io.kiln.it.harness.Server;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A server of its own, and clients that send it what they should not. After each part of the
 * requests the server is looked at as a whole.
 */
final class Fuzz implements AutoCloseable {

  /** Little enough that what is kept by mistake is felt. */
  private static final String HEAP = "-Xmx320m";

  /** A machine that does other things too may be still for seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final int CLIENTS = 24;

  /** How many requests lie between two looks at what there is to be asked for. */
  private static final int TEND_EVERY = 2_000;

  private static final int MOST_WRONG = 100;

  private static final int SLOW_CLIENTS = 320;

  private final long seed;
  private final Consumer<String> out;
  private final EmbeddedPostgres database;
  private final Server server;
  private final World world;
  private final Asking asking;
  private final Pulse pulse;
  private final Rows rows;
  private final Tally tally = new Tally();
  private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
  private final List<Pulse.Beat> beats = new ArrayList<>();
  private final List<Route> routes = Route.all();

  Fuzz(long seed, Consumer<String> out) throws IOException {
    this.seed = seed;
    this.out = out;
    Path folder = Scratch.folder("fuzz");
    database = EmbeddedPostgres.start(folder.resolve("database"));
    Runtime.getRuntime().addShutdownHook(new Thread(database::close)); // also when it is cut short
    String url =
        "%s?user=%s&password=%s".formatted(database.url(), database.user(), database.password());
    server =
        Server.start(
            Optional.empty(),
            Map.of("KILN_JAVA_OPTS", HEAP),
            "--database",
            url,
            "--access-keys",
            keys(folder).toString());
    world = new World(server);
    int port = server.url().getPort();
    var forms = new Forms(port, InstantSource.system());
    asking = new Asking(seed, routes, new Requests(world, forms, port));
    pulse = new Pulse(server);
    rows = new Rows(url);
    world.tend();
    world.tend();
  }

  private static Path keys(Path folder) throws IOException {
    Path file = folder.resolve("keys.yaml");
    Files.writeString(
        file,
        "keys:\n  - {id: %s, secret: %s, project: alpha}\n".formatted(Forms.KEY_ID, Forms.SECRET));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  List<String> wrong() {
    return List.copyOf(wrong);
  }

  Tally tally() {
    return tally;
  }

  /** Sends the requests of these numbers, in so many parts. */
  void run(long from, long to, int parts) throws IOException, SQLException {
    out.accept("seed %d, %d routes, %,d requests".formatted(seed, routes.size(), to - from));
    var next = new AtomicLong(from);
    for (int part = 1; part <= parts && wrong.size() < MOST_WRONG; part++) {
      long end = from + (to - from) * part / parts;
      long begun = System.nanoTime();
      long before = next.get();
      try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
        for (int i = 0; i < CLIENTS; i++) {
          clients.execute(() -> ask(next, end));
        }
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      next.set(end); // each client has taken one number too many
      look(end, (end - before) / seconds);
      if (part == 1) {
        slow();
      }
    }
    growth();
  }

  /** One request, or some, with everything said about it. */
  void only(long from, long to) {
    try (var connection = new Connection(server.url().getPort(), PATIENCE)) {
      for (long number = from; number <= to; number++) {
        Asking.Made made = asking.made(number);
        out.accept("request %d of seed %d, made of %s:".formatted(number, seed, made.route()));
        out.accept(made.sent().shown());
        ask(connection, made).forEach(answer -> out.accept(answer.toString()));
      }
    }
  }

  private void ask(AtomicLong next, long end) {
    try (var connection = new Connection(server.url().getPort(), PATIENCE)) {
      for (long number = next.getAndIncrement();
          number < end && wrong.size() < MOST_WRONG;
          number = next.getAndIncrement()) {
        if (number % TEND_EVERY == 0) {
          world.tend();
        }
        ask(connection, asking.made(number));
      }
    } catch (RuntimeException | AssertionError e) {
      wrong.add("a client ended: " + e);
    }
  }

  private List<Answer> ask(Connection connection, Asking.Made made) {
    List<Answer> answers = List.of();
    Optional<String> trouble;
    try {
      answers = connection.exchange(made.sent());
      tally.count(made.route(), answers);
      trouble = Verdict.of(made.sent(), answers);
    } catch (SocketTimeoutException e) {
      trouble = Optional.of("no answer in time");
    } catch (IOException e) {
      trouble = Optional.of("no answer: " + e);
    }
    if (trouble.isPresent()) {
      String told =
          "request %d of seed %d (%s): %s\n%s\n=> %s"
              .formatted(
                  made.number(), seed, made.route(), trouble.get(), made.sent().shown(), answers);
      wrong.add(told);
      out.accept(told);
    }
    return answers;
  }

  /** The server as a whole, while nobody asks. */
  private void look(long number, double rate) throws IOException, SQLException {
    world.mustServe(number);
    Pulse.Beat beat = pulse.beat();
    beats.add(beat);
    out.accept("%,d requests, %.0f a second: %s".formatted(number, rate, beat));
    out.accept("  " + rows.counts());
    found("in the log: ", pulse.trouble());
    found("in the database: ", rows.wrong());
  }

  private void slow() {
    try {
      long longest =
          new SlowClients(server.url().getPort()).hold(SLOW_CLIENTS, Duration.ofSeconds(20));
      out.accept(
          "  beside %d slow clients somebody waited for %d ms at most"
              .formatted(SLOW_CLIENTS, longest));
    } catch (AssertionError e) {
      found("", List.of(String.valueOf(e.getMessage())));
    }
  }

  private void found(String where, List<String> what) {
    what.forEach(
        line -> {
          out.accept(where + line);
          wrong.add(where + line);
        });
  }

  /** Between the first third and the end nothing may have become more but the noise. */
  private void growth() {
    if (beats.size() < 6) {
      return;
    }
    Pulse.Beat early = beats.get(beats.size() / 3);
    Pulse.Beat last = beats.getLast();
    if (last.heapBytes() > early.heapBytes() * 1.25 + (8 << 20)) {
      wrong.add("the heap grows: %s, then %s".formatted(early, last));
    }
    if (last.threads() > early.threads() + 20
        || last.virtualThreads() > early.virtualThreads() + 100
        || last.files() > early.files() + 50) {
      wrong.add("threads or open files grow: %s, then %s".formatted(early, last));
    }
  }

  @Override
  public void close() {
    server.close();
    database.close();
  }

  /** Takes how many requests (1,000,000) and a seed; or {@code --only N[-M] SEED}. */
  @SuppressWarnings({"SystemOut", "CatchAndPrintStackTrace"}) // Its output is what it is for.
  public static void main(String... arguments) {
    int exit = 1;
    boolean only = arguments.length > 0 && arguments[0].equals("--only");
    long seed =
        arguments.length > (only ? 2 : 1)
            ? Long.parseLong(arguments[only ? 2 : 1])
            : System.nanoTime();
    Consumer<String> out = System.out::println;
    try (var fuzz = new Fuzz(seed, out)) {
      if (only) {
        String[] numbers = arguments[1].split("-", 2);
        fuzz.only(Long.parseLong(numbers[0]), Long.parseLong(numbers[numbers.length - 1]));
      } else {
        fuzz.run(0, arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000, 20);
        fuzz.tally().lines().forEach(System.out::println);
        System.out.println("never reached: " + fuzz.tally().neverReached());
      }
      System.out.println("wrong: " + fuzz.wrong().size());
      exit = fuzz.wrong().isEmpty() ? 0 : 1;
    } catch (IOException | SQLException | RuntimeException | AssertionError e) {
      e.printStackTrace();
    }
    System.exit(exit);
  }
}
