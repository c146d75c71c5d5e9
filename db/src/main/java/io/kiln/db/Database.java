package io.kiln.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.kiln.db.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The database that is used: the given one, or our own, which is started and stopped with this. */
public final class Database implements AutoCloseable {

  /** How long a borrower waits for a free connection; the stores then try again for a while. */
  private static final Duration BORROW = Duration.ofSeconds(5);

  /** How long a server that starts waits for its database to come up. */
  private static final Duration FIRST_CONNECTION = Duration.ofMinutes(1);

  /**
   * A process that is frozen in mid-transaction holds locks on trees that others could drive: the
   * server ends its session after about the time of a lease, and the transaction is tried again.
   */
  private static final String UNFREEZE = "set idle_in_transaction_session_timeout = '3s'";

  private static final Duration KEEPALIVE = Duration.ofMinutes(2);

  private final Optional<EmbeddedPostgres> embedded;
  private final String url;
  private final @Nullable String user;
  private final @Nullable String password;
  private final int poolSize;

  private Database(Optional<EmbeddedPostgres> embedded, DatabaseSettings settings) {
    this.embedded = embedded;
    this.url = embedded.map(EmbeddedPostgres::url).or(settings::url).orElseThrow();
    this.user = embedded.map(EmbeddedPostgres::user).or(settings::user).orElse(null);
    this.password = embedded.map(EmbeddedPostgres::password).or(settings::password).orElse(null);
    this.poolSize = settings.poolSize();
  }

  /** Opens the given database, or starts our own in {@code <data>/postgres}. */
  public static Database open(DatabaseSettings settings) {
    return new Database(
        settings.url().isPresent()
            ? Optional.empty()
            : Optional.of(EmbeddedPostgres.start(settings.data().resolve("postgres"))),
        settings);
  }

  /**
   * A pool of connections; waits up to a minute for the first.
   *
   * @throws com.zaxxer.hikari.pool.HikariPool.PoolInitializationException when there is none then
   */
  public HikariDataSource pool() {
    var config = new HikariConfig();
    config.setPoolName("kiln");
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setDataSourceProperties(properties());
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    // A server that vanished without a word is noticed; no statement of ours takes as long.
    config.addDataSourceProperty("socketTimeout", "60");
    config.setConnectionInitSql(UNFREEZE);
    config.setMaximumPoolSize(poolSize);
    config.setMinimumIdle(Math.min(2, poolSize));
    config.setConnectionTimeout(BORROW.toMillis());
    config.setKeepaliveTime(KEEPALIVE.toMillis());
    config.setInitializationFailTimeout(FIRST_CONNECTION.toMillis());
    return new HikariDataSource(config);
  }

  /** Opens a new connection at each call, for who keeps it long. */
  public DataSource unpooled() {
    Properties properties = properties();
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
    return new DriverManagerDataSource(url, properties);
  }

  private static Properties properties() {
    var properties = new Properties();
    properties.setProperty("ApplicationName", "kiln");
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("tcpKeepAlive", "true");
    return properties;
  }

  /** Stops our own server; a given one is left alone. */
  @Override
  public void close() {
    embedded.ifPresent(EmbeddedPostgres::close);
  }
}
