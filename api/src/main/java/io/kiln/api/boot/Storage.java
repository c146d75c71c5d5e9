package io.kiln.api.boot;

import com.zaxxer.hikari.HikariDataSource;
import io.kiln.db.Database;
import io.kiln.db.DatabaseSettings;
import io.kiln.db.secret.KeyCheck;
import io.kiln.db.secret.SecretBox;
import io.kiln.db.secret.SecretKeys;
import io.kiln.db.stacks.PostgresStacks;
import io.kiln.db.stacks.PostgresTrees;
import io.kiln.db.stacks.PostgresWakeups;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;

/** The database with its tables as this version wants them, and the stores on it. */
final class Storage implements AutoCloseable {

  private final Database database;
  private final HikariDataSource pool;
  private final SecretBox secrets;
  private final String described;

  private Storage(Database database, HikariDataSource pool, SecretBox secrets, String described) {
    this.database = database;
    this.pool = pool;
    this.secrets = secrets;
    this.described = described;
  }

  /** Starts or finds the database and brings its tables up to date. */
  static Storage open(ServerOptions options) {
    var settings =
        new DatabaseSettings(
            options.data(),
            options.database(),
            setting("KILN_DATABASE_USER"),
            setting("KILN_DATABASE_PASSWORD"),
            setting("KILN_SECRET_KEY"),
            DatabaseSettings.POOL_SIZE);
    Database database = Database.open(settings);
    try {
      HikariDataSource pool = database.pool();
      Flyway.configure().dataSource(pool).load().migrate();
      SecretBox keys =
          settings
              .secretKey()
              .map(SecretKeys::fromText)
              .orElseGet(() -> SecretKeys.fromFile(settings.data().resolve("secret.key")));
      String described =
          options.database().map(Storage::withoutSecrets).orElse("embedded in " + options.data());
      return new Storage(database, pool, KeyCheck.checked(keys, pool), described);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static Optional<String> setting(String variable) {
    return Optional.ofNullable(System.getenv(variable)).filter(text -> !text.isBlank());
  }

  private static String withoutSecrets(String url) {
    int query = url.indexOf('?');
    String place = query < 0 ? url : url.substring(0, query);
    return place.replaceFirst("//[^/@]*@", "//").replaceFirst("^jdbc:", "");
  }

  PostgresStacks stacks(Supplier<UUID> ids) {
    return new PostgresStacks(pool, secrets, ids);
  }

  PostgresTrees trees(Supplier<UUID> ids) {
    return new PostgresTrees(pool, secrets, ids);
  }

  PostgresWakeups wakeups() {
    return new PostgresWakeups(database.unpooled());
  }

  /** Where the database is, for people; without a password. */
  String described() {
    return described;
  }

  @Override
  public void close() {
    pool.close();
    database.close();
  }
}
