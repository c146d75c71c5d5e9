package io.kiln.db.transaction;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Knows an outage by what PostgreSQL said. The libraries do not: Hibernate's repositories throw its
 * own exceptions, and to Spring a session that the server ended is no outage.
 */
final class Outages {

  /** How far a chain of causes is followed; real ones have four or five. */
  private static final int MOST_CAUSES = 20;

  /**
   * Classes and codes of PostgreSQL's appendix A: the connection is broken, resources are used up,
   * an operator stepped in, the system failed, the transaction lost against another, the session
   * idled too long, a lock did not come.
   */
  private static final List<String> STATES =
      List.of("08", "53", "57P", "58", "40", "25P03", "25P04", "55P03");

  private Outages() {}

  /** The exception itself, or one that Spring's callers know when only its cause says "away". */
  static RuntimeException named(RuntimeException e) {
    boolean known =
        e instanceof DataAccessResourceFailureException
            || e instanceof RecoverableDataAccessException
            || e instanceof TransientDataAccessException
            || e instanceof TransactionException;
    return known || !away(e)
        ? e
        : new DataAccessResourceFailureException("the database ended the session", e);
  }

  private static boolean away(Throwable e) {
    return Stream.iterate(e, cause -> cause != null, Throwable::getCause)
        .limit(MOST_CAUSES)
        .anyMatch(cause -> cause instanceof SQLException sql && away(sql.getSQLState()));
  }

  /** Without a state it is the pool that speaks: it closed a connection that broke. */
  private static boolean away(@Nullable String state) {
    return state == null || STATES.stream().anyMatch(state::startsWith);
  }
}
