package io.kiln.db;

import io.kiln.db.secret.SecretKeys;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the data is kept.
 *
 * @param data the data folder: the secret key and, without a URL, the embedded server
 * @param url a JDBC URL of a PostgreSQL (14 or later); without one a server of our own is started
 * @param user for that URL; may stand in the URL itself
 * @param password for that URL; may stand in the URL itself
 * @param secretKey keys as {@link SecretKeys#fromText} reads them (KILN_SECRET_KEY); without any,
 *     the file {@code secret.key} in the data folder, made when absent
 * @param poolSize connections at most, besides one per listener for wake-ups
 */
public record DatabaseSettings(
    Path data,
    Optional<String> url,
    Optional<String> user,
    Optional<String> password,
    Optional<String> secretKey,
    int poolSize) {

  /** More than two cores can use, few enough for ten servers on a database of default size. */
  public static final int POOL_SIZE = 10;

  public DatabaseSettings {
    if (poolSize < 1) {
      throw new IllegalArgumentException("a pool needs a connection, not %d".formatted(poolSize));
    }
    if (url.filter(text -> !text.startsWith("jdbc:postgresql:")).isPresent()) {
      throw new IllegalArgumentException(
          "The database's URL must start with jdbc:postgresql: (jdbc:postgresql://host:5432/kiln)");
    }
  }

  /** A server of our own in this folder. */
  public static DatabaseSettings embedded(Path data) {
    return new DatabaseSettings(
        data, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), POOL_SIZE);
  }

  /** Leaves out what may hold a password or a key. */
  @Override
  public String toString() {
    return "DatabaseSettings[data=%s, %s, poolSize=%d]"
        .formatted(data, url.isPresent() ? "given by URL" : "embedded", poolSize);
  }
}
