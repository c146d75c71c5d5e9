package io.kiln.db.embedded;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One data folder and the server on it. */
record Cluster(Path home, Programs programs) {

  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

  /** An empty cluster takes half a second on a quiet machine. */
  private static final Duration INITDB_LIMIT = Duration.ofMinutes(2);

  /** Recovery after a crash replays at most {@code max_wal_size}: seconds. */
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  /**
   * The children of a server that was killed hold its shared memory for a moment; until they are
   * gone a start is refused.
   */
  private static final Duration RETRY = Duration.ofSeconds(15);

  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration SMART_STOP = Duration.ofSeconds(3);
  private static final Duration FAST_STOP = Duration.ofSeconds(30);

  /**
   * Small, because all of Kiln shares a small machine's memory here: 50 connections, 32 MiB of
   * buffers, no parallel queries, no helper processes for IO.
   */
  private static final String SETTINGS =
      String.join(
          " ",
          "-c listen_addresses=127.0.0.1",
          "-c unix_socket_directories=",
          "-c fsync=on",
          "-c synchronous_commit=on",
          "-c full_page_writes=on",
          "-c shared_buffers=32MB",
          "-c max_connections=50",
          "-c max_wal_size=512MB",
          "-c io_method=sync",
          "-c jit=off",
          "-c max_parallel_workers_per_gather=0",
          "-c log_checkpoints=off",
          "-c timezone=UTC");

  /** The cluster of a folder, made when there is none. */
  static Cluster in(Path home) throws IOException, InterruptedException {
    Path data = home.resolve("data");
    boolean isNew = !Files.exists(data.resolve("PG_VERSION"));
    if (isNew) {
      writePassword(home.resolve("password"));
    }
    Path unpacked = Binaries.unpackInto(home);
    var cluster = new Cluster(home, Programs.in(home, unpacked.resolve("bin"), data));
    if (isNew) {
      cluster.initialise();
    }
    if (cluster.living().isEmpty()) {
      Binaries.removeOthers(home, unpacked);
    }
    return cluster;
  }

  Path data() {
    return home.resolve("data");
  }

  String password() throws IOException {
    return Files.readString(home.resolve("password")).strip();
  }

  Optional<Postmaster> living() throws IOException {
    return Postmaster.read(data()).filter(server -> server.lives(data()));
  }

  private static void writePassword(Path file) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }

  /** Makes the data beside its place and renames it, so that a half-made cluster is never met. */
  private void initialise() throws IOException, InterruptedException {
    LOG.info("Making a database in {}", home);
    Path fresh = home.resolve("data.new");
    Binaries.removeFolder(fresh);
    Programs.Ended ended =
        programs.postgres(
            INITDB_LIMIT,
            "initdb",
            "--pgdata=" + fresh,
            "--username=" + EmbeddedPostgres.USER,
            "--pwfile=" + home.resolve("password"),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--no-instructions");
    if (!ended.well()) {
      throw new EmbeddedPostgresException(
          "PostgreSQL's initdb failed in %s: %s".formatted(home, ended.output()));
    }
    try {
      Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      throw new EmbeddedPostgresException(
          "%s is in the way of the new database: move it away or choose another data folder"
              .formatted(data()),
          e);
    }
  }

  /** The port of the server that runs; starts one, or waits for one that comes or goes. */
  int runningPort() throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + RETRY.toNanos();
    String trouble = "";
    do {
      Optional<Postmaster> noted = living();
      if (noted.isEmpty()) {
        int port = port();
        Programs.Ended ended = start(port);
        if (ended.well()) {
          return port;
        }
        trouble = ended.output();
        LOG.warn("PostgreSQL did not start, trying again: {}", trouble);
      } else if (noted.get().isReady() && answers(noted.get().port())) {
        LOG.info("Adopted the database server that runs on {}", data());
        return noted.get().port();
      } else {
        trouble = "process %d is there but does not answer".formatted(noted.get().pid());
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    } while (System.nanoTime() < giveUp);
    throw new EmbeddedPostgresException(
        "PostgreSQL does not start on %s: %s. Its log is %s".formatted(data(), trouble, log()));
  }

  private Programs.Ended start(int port) throws IOException, InterruptedException {
    Postmaster.removeStale(data());
    if (Files.exists(log())) {
      Files.move(log(), home.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
    return programs.postgres(
        START_LIMIT,
        "pg_ctl",
        "start",
        "--wait",
        "--silent",
        "--timeout=" + START_LIMIT.toSeconds(),
        "--pgdata=" + data(),
        "--log=" + log(),
        "--options=" + SETTINGS + " -c port=" + port);
  }

  private Path log() {
    return home.resolve("postgres.log");
  }

  /** The port of the last time when it is free, else a free one. */
  private int port() throws IOException {
    Path file = home.resolve("port");
    if (Files.exists(file)) {
      try (var socket =
          new ServerSocket(
              Integer.parseInt(Files.readString(file).strip()),
              1,
              InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException | NumberFormatException e) {
        LOG.info("The database's last port is taken, choosing another: {}", e.getMessage());
      }
    }
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.writeString(file, Integer.toString(socket.getLocalPort()));
      return socket.getLocalPort();
    }
  }

  /** Whether it is ours: it knows our password and works on our folder. */
  private boolean answers(int port) throws IOException {
    var properties = new Properties();
    properties.setProperty("user", EmbeddedPostgres.USER);
    properties.setProperty("password", password());
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("socketTimeout", "5");
    try (Connection connection =
            DriverManager.getConnection(EmbeddedPostgres.url(port), properties);
        var statement = connection.createStatement();
        var row = statement.executeQuery("show data_directory")) {
      return row.next() && Path.of(row.getString(1)).equals(data());
    } catch (SQLException e) {
      LOG.info("The database server does not answer yet: {}", e.getMessage());
      return false;
    }
  }

  /** Waits a little for its clients to leave, then ends their sessions. */
  void stop() throws IOException, InterruptedException {
    if (living().isEmpty()) {
      return;
    }
    if (!stop("smart", SMART_STOP).well()) {
      Programs.Ended ended = stop("fast", FAST_STOP);
      if (!ended.well() && living().isPresent()) {
        throw new EmbeddedPostgresException(
            "PostgreSQL on %s did not stop: %s".formatted(data(), ended.output()));
      }
    }
  }

  private Programs.Ended stop(String mode, Duration limit)
      throws IOException, InterruptedException {
    return programs.postgres(
        limit.plusSeconds(5),
        "pg_ctl",
        "stop",
        "--silent",
        "--mode=" + mode,
        "--timeout=" + limit.toSeconds(),
        "--pgdata=" + data());
  }
}
