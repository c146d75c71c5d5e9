package io.kiln.api.boot;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** What a server says when it is started the wrong way. */
class KilnServerTest {

  private static final FileAttribute<?> OWN =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  @TempDir private Path data;

  private record Said(int code, String out, String err) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "server --colour blue | kiln server: unknown option --colour | kiln server --help",
        "server --port eighty | kiln server: --port must be a number, not eighty |"
            + " kiln server --help",
        "worker --limit x=1 --colour | kiln worker: --limit x is none of: | kiln worker --help",
        "worker | kiln worker: a worker by itself needs --database | kiln worker --help",
        "serve | kiln serve: say one of: server, worker, agent; not serve | kiln server --help",
      })
  void aWordThatCannotBeUsedIsOneLineAndWhereHelpIs(String words, String line, String help)
      throws Exception {
    Said said = run(List.of(words.split(" ")));

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    assertThat(said.err().lines()).hasSize(2);
    assertThat(said.err()).startsWith(line).endsWith("\nSee: " + help + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--tokens ? | --tokens ?: ",
        "--access-keys ? | --access-keys ?: ",
        "--access-keys /nosuch | --access-keys /nosuch cannot be read: there is no such file",
        "--keystone-url http://127.0.0.1:5000 --keystone-cacert ? | --keystone-cacert ? cannot be"
            + " used: ",
        "--tls-cert ? --tls-key ? | --tls-cert ? and --tls-key ? cannot be used: ",
      })
  void aFileThatCannotBeUsedIsRefusedLikeAnyOptionBeforeAnythingIsStarted(String words, String line)
      throws Exception {
    String file = Files.createTempFile(data, "wrong", ".yaml", OWN).toString();
    Files.writeString(Path.of(file), "no such thing\n");
    Path untouched = data.resolve("data");

    var all = new ArrayList<>(List.of("server", "--port", "0", "--data", untouched.toString()));
    all.addAll(List.of(words.replace("?", file).split(" ")));
    Said said = run(all);

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err())
        .startsWith("kiln server: " + line.replace("?", file))
        .endsWith("\nSee: kiln server --help\n");
    assertThat(said.err().lines()).hasSize(2);
    assertThat(untouched).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"server --help", "worker -h", "server --port x --help", "--help"})
  void helpIsNoError(String words) throws Exception {
    Said said = run(List.of(words.split(" ")));

    assertThat(said).isEqualTo(new Said(0, ServerHelp.text(), ""));
  }

  @Test
  void aSecondServerOnOneFolderOrPortSaysSoInOneLineAndNothingElse() throws Exception {
    var first = List.of("--port", "0", "--data", data.toString(), "--no-agent", "--no-worker");
    try (WebServer running =
        WebServer.start(ServerOptions.parse(first), InstantSource.system(), UUID::randomUUID)) {
      Said folder = run(List.of("server", "--port", "0", "--data", data.toString(), "--no-agent"));
      assertThat(folder.code()).isEqualTo(1);
      assertThat(folder.err().lines())
          .singleElement()
          .asString()
          .startsWith("kiln server: cannot start: Another process uses the database in ")
          .contains("choose another data folder (--data)");

      String port = Integer.toString(URI.create(running.address()).getPort());
      Said taken =
          run(
              List.of(
                  "server",
                  "--port",
                  port,
                  "--data",
                  data.resolve("other").toString(),
                  "--no-agent"));
      assertThat(taken.code()).isEqualTo(1);
      assertThat(taken.err().lines())
          .singleElement()
          .asString()
          .startsWith("kiln server: cannot start: port " + port + " is taken");
    }
  }

  /** Whatever is logged as worth a look besides fails the test: it would stand before the line. */
  private static Said run(List<String> words) throws Exception {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var logged = new ListAppender<ILoggingEvent>();
    logged.start();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(logged);
    try {
      int code =
          KilnServer.run(
              words,
              new PrintStream(out, true, StandardCharsets.UTF_8),
              new PrintStream(err, true, StandardCharsets.UTF_8));
      assertThat(logged.list)
          .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
          .extracting(event -> event.getLoggerName() + ": " + event.getFormattedMessage())
          .isEmpty();
      return new Said(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      root.detachAppender(logged);
    }
  }
}
