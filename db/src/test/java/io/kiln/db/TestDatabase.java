package io.kiln.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.kiln.db.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** One real server for all tests of this JVM, emptied before each use. */
public final class TestDatabase {

  private static final TestDatabase SHARED = new TestDatabase();

  private final EmbeddedPostgres server;
  private final HikariDataSource pool;

  private TestDatabase() {
    try {
      Path folder = Files.createTempDirectory("kiln-db-test");
      server = EmbeddedPostgres.start(folder);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(folder)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var config = new HikariConfig();
    config.setJdbcUrl(server.url() + "?reWriteBatchedInserts=true");
    config.setUsername(server.user());
    config.setPassword(server.password());
    config.setMaximumPoolSize(10);
    pool = new HikariDataSource(config);
    Flyway.configure().dataSource(pool).load().migrate();
  }

  private void stop(Path folder) {
    pool.close();
    server.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A pool on the shared server, its tables empty. */
  public static DataSource empty() {
    new JdbcTemplate(SHARED.pool)
        .execute("truncate stack, source, receipt, secret_key, host, software_config cascade");
    return SHARED.pool;
  }

  /** Opens a new connection at each call. */
  public static DataSource unpooled() {
    return new DriverManagerDataSource(
        SHARED.server.url(), SHARED.server.user(), SHARED.server.password());
  }
}
