package io.kiln.db.stacks;

import io.kiln.engine.convergence.Wakeups;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wake-ups by PostgreSQL's NOTIFY, each listener on a connection of its own. Notifications that
 * come together are one call. A lost connection is made anew, and the listener is called then too:
 * something may have been missed.
 */
public final class PostgresWakeups implements Wakeups {

  static final String CHANNEL = "kiln_trees";

  private static final Logger LOG = LoggerFactory.getLogger(PostgresWakeups.class);

  /** How often a silent connection is asked whether it still lives. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private static final Duration RECONNECT = Duration.ofSeconds(1);

  private final DataSource unpooled;

  /**
   * Wake-ups from this database.
   *
   * @param unpooled opens a new connection at each call: it is kept for the listener's lifetime
   */
  public PostgresWakeups(DataSource unpooled) {
    this.unpooled = unpooled;
  }

  @Override
  public AutoCloseable listen(Runnable listener) {
    var listening = new Listening(listener);
    listening.thread = Thread.ofVirtual().name("kiln-wakeups").start(listening::run);
    return listening;
  }

  private final class Listening implements AutoCloseable {
    private final Runnable listener;
    private volatile boolean closed;
    private volatile @Nullable Connection connection;
    private volatile @Nullable Thread thread;

    Listening(Runnable listener) {
      this.listener = listener;
    }

    void run() {
      while (!closed) {
        try (Connection opened = unpooled.getConnection();
            var statement = opened.createStatement()) {
          connection = opened;
          statement.execute("listen " + CHANNEL);
          LOG.debug("Listening for new targets");
          listener.run();
          forward(opened);
        } catch (SQLException e) {
          if (!closed) {
            LOG.warn(
                "Listening for new targets was interrupted ({}): workers look every now and then,"
                    + " trying again in {} s",
                e.getMessage(),
                RECONNECT.toSeconds());
            pause();
          }
        }
      }
    }

    private void forward(Connection opened) throws SQLException {
      PGConnection postgres = opened.unwrap(PGConnection.class);
      while (!closed) {
        PGNotification[] heard = postgres.getNotifications(Math.toIntExact(SILENCE.toMillis()));
        if (heard.length > 0) {
          listener.run();
        } else if (!opened.isValid(Math.toIntExact(SILENCE.toSeconds()))) {
          throw new SQLException("the connection is dead");
        }
      }
    }

    private void pause() {
      try {
        TimeUnit.MILLISECONDS.sleep(RECONNECT.toMillis());
      } catch (InterruptedException e) {
        closed = true;
      }
    }

    @Override
    public void close() throws SQLException {
      closed = true;
      @Nullable Thread running = thread;
      if (running != null) {
        running.interrupt();
      }
      @Nullable Connection open = connection;
      if (open != null) {
        open.abort(Runnable::run);
      }
    }
  }
}
