package io.kiln.db.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedPostgresTest {

  @TempDir private Path folder;

  private static String ask(EmbeddedPostgres server, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(server.url(), server.user(), server.password());
        var statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      try (var rows = statement.getResultSet()) {
        assertThat(rows.next()).isTrue();
        return rows.getString(1);
      }
    }
  }

  @Test
  void dataAndPortAndPasswordOutliveARestart() throws Exception {
    String url;
    String password;
    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
      ask(server, "create table kept as select 42 as answer");
      url = server.url();
      password = server.password();
    }
    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
      assertThat(ask(server, "select answer from kept")).isEqualTo("42");
      assertThat(server.url()).isEqualTo(url);
      assertThat(server.password()).isEqualTo(password);
    }
  }

  @Test
  void itWritesDurablyAndListensOnTheLoopbackAddressOnly() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
      assertThat(ask(server, "show fsync")).isEqualTo("on");
      assertThat(ask(server, "show synchronous_commit")).isEqualTo("on");
      assertThat(ask(server, "show full_page_writes")).isEqualTo("on");
      assertThat(ask(server, "show listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(ask(server, "show unix_socket_directories")).isEmpty();
      assertThatThrownBy(() -> DriverManager.getConnection(server.url(), server.user(), "guess"))
          .hasMessageContaining("password authentication failed");
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(folder.resolve("password"))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aServerWhoseOwnerWasKilledIsAdopted() throws Exception {
    Process owner =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Owner.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long pid;
    try (var said = owner.inputReader()) {
      pid =
          said.lines()
              .filter(line -> line.startsWith("pid "))
              .mapToLong(line -> Long.parseLong(line.substring(4)))
              .findFirst()
              .orElseThrow();
      assertThatThrownBy(() -> EmbeddedPostgres.start(folder))
          .isInstanceOf(EmbeddedPostgresException.class)
          .hasMessageContaining("Another process uses the database");
      owner.destroyForcibly();
      assertThat(owner.waitFor(10, SECONDS)).isTrue();
    }
    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
      assertThat(server.pid()).isEqualTo(pid);
      assertThat(ask(server, "select answer from kept")).isEqualTo("42");
    }
    assertThat(folder.resolve("data/postmaster.pid")).doesNotExist();
  }

  @Test
  void aServerThatWasKilledComesBackWithItsData() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
      ask(server, "create table kept as select 42 as answer");
      ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();
    }
    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
      assertThat(ask(server, "select answer from kept")).isEqualTo("42");
    }
  }

  @Test
  void aNoteThatNamesSomebodyElsesProcessIsNoServer() throws Exception {
    EmbeddedPostgres.start(folder).close();
    Path note = folder.resolve("data/postmaster.pid");
    Files.write(
        note,
        List.of(
            Long.toString(ProcessHandle.current().pid()),
            folder.resolve("data").toString(),
            "0",
            "1",
            "",
            "127.0.0.1",
            "0 0",
            "ready"));
    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
      assertThat(ask(server, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void aFolderThatHoldsSomethingElseIsLeftAlone() throws IOException {
    Path thesis = Files.createDirectories(folder.resolve("data")).resolve("thesis.txt");
    Files.writeString(thesis, "do not touch");

    assertThatThrownBy(() -> EmbeddedPostgres.start(folder))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining("move it away");
    assertThat(thesis).hasContent("do not touch");
  }

  /** A process that starts a server, says which, and waits to be killed. */
  static final class Owner {
    private Owner() {}

    public static void main(String[] arguments) throws Exception {
      EmbeddedPostgres server = EmbeddedPostgres.start(Path.of(arguments[0]));
      ask(server, "create table kept as select 42 as answer");
      System.out.println("pid " + server.pid());
      Thread.currentThread().join();
    }
  }
}
