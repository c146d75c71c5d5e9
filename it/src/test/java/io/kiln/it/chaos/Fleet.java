package io.kiln.it.chaos;

import io.kiln.db.embedded.EmbeddedPostgres;
import io.kiln.it.harness.AgentProcess;
import io.kiln.it.harness.KilnProcess;
import io.kiln.it.harness.Scratch;
import io.kiln.it.harness.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One database, one API server, some workers, one host. */
final class Fleet implements AutoCloseable {

  static final String HOST = "host-1";

  private final Path folder = Scratch.folder("chaos");
  private final List<KilnProcess> workers = new ArrayList<>();
  private final Server server;
  private final AgentProcess agent;
  private EmbeddedPostgres database;

  Fleet(int workerCount) {
    database = EmbeddedPostgres.start(folder.resolve("database"));
    server =
        Server.start(
            Optional.empty(), "--no-worker", "--no-agent", "--database", databaseUrl(database));
    agent = AgentProcess.join(server, HOST, Optional.empty());
    for (int i = 0; i < workerCount; i++) {
      workers.add(
          KilnProcess.start(
              folder.resolve("worker-" + i + ".log"),
              Map.of(),
              // The server's data folder: workers need its key to read what is sealed.
              List.of(
                  "worker",
                  "--database",
                  databaseUrl(database),
                  "--data",
                  server.folder().resolve("data").toString())));
    }
  }

  private static String databaseUrl(EmbeddedPostgres database) {
    return "%s?user=%s&password=%s".formatted(database.url(), database.user(), database.password());
  }

  Path folder() {
    return folder;
  }

  Server server() {
    return server;
  }

  List<KilnProcess> workers() {
    return workers;
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(databaseUrl(database));
  }

  /** Stops the database in good order, ending all sessions, and starts it again. */
  void restartDatabase() {
    database.close();
    database = EmbeddedPostgres.start(folder.resolve("database"));
  }

  /** Ends the database as a power cut would, as far as its processes go, and starts it again. */
  void crashDatabase() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-QUIT", Long.toString(database.pid())).start().waitFor();
    restartDatabase();
  }

  /** Cuts every connection but one's own. */
  int cutConnections() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        var cut =
            statement.executeQuery(
                """
                select count(pg_terminate_backend(pid)) from pg_stat_activity
                where backend_type = 'client backend' and pid <> pg_backend_pid()
                """)) {
      cut.next();
      return cut.getInt(1);
    }
  }

  @Override
  public void close() {
    workers.forEach(KilnProcess::close);
    agent.close();
    server.close();
    database.close();
  }
}
