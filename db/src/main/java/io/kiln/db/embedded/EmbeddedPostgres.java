package io.kiln.db.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of our own, with its data kept between starts. It listens on the loopback
 * address only, asks for a generated password, and writes durably (fsync on). It outlives a JVM
 * that is killed; the next one on the same folder adopts it.
 *
 * <p>The folder holds the unpacked programs ({@code postgres-…}), the data ({@code data}), the
 * password, the port, and a lock that one JVM holds as long as it uses the server.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  static final String USER = "kiln";

  /** What {@code pg_ctl} would hand to a shell as more than a name. */
  private static final Pattern UNSAFE = Pattern.compile("[\"$`\\\\\\p{Cntrl}]");

  private final Cluster cluster;
  private final FileChannel lock;
  private final int port;
  private final String password;
  private boolean closed;

  private EmbeddedPostgres(Cluster cluster, FileChannel lock, int port, String password) {
    this.cluster = cluster;
    this.lock = lock;
    this.port = port;
    this.password = password;
  }

  /**
   * Starts the server of a folder, or adopts the one that runs on it; makes both when there is none
   * yet. Takes about a second the first time, a fraction of one later.
   *
   * @param folder is created when absent; one JVM at a time may use it
   * @throws EmbeddedPostgresException when the server cannot be started, another process uses the
   *     folder, or this kind of machine has no binaries
   */
  public static EmbeddedPostgres start(Path folder) {
    try {
      Path home = Files.createDirectories(folder).toRealPath();
      if (UNSAFE.matcher(home.toString()).find()) {
        throw new EmbeddedPostgresException(
            "The data folder's name may not hold quotes, $, ` or \\: " + home);
      }
      FileChannel lock = lock(home);
      try {
        Cluster cluster = Cluster.in(home);
        int port = cluster.runningPort();
        return new EmbeddedPostgres(cluster, lock, port, cluster.password());
      } catch (IOException | InterruptedException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          "The embedded PostgreSQL in %s cannot be started: %s".formatted(folder, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedPostgresException("Interrupted while PostgreSQL was starting", e);
    }
  }

  private static FileChannel lock(Path home) throws IOException {
    FileChannel channel =
        FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw new EmbeddedPostgresException(
          "Another process uses the database in %s: stop it, choose another data folder (--data), or give both a JDBC URL of a shared PostgreSQL (--database)"
              .formatted(home));
    }
    return channel;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** Where to connect to. */
  public String url() {
    return url(port);
  }

  static String url(int port) {
    return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
  }

  /** The only user. */
  public String user() {
    return USER;
  }

  /** That user's password: generated once, kept in the folder. */
  public String password() {
    return password;
  }

  /** The server's process id, for diagnostics. */
  public long pid() throws IOException {
    return Postmaster.read(cluster.data())
        .orElseThrow(() -> new IOException("the server is not running"))
        .pid();
  }

  /** Stops the server: waits for its clients a little, then ends their sessions. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (lock) {
      cluster.stop();
    } catch (IOException e) {
      throw new EmbeddedPostgresException("PostgreSQL could not be stopped: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
