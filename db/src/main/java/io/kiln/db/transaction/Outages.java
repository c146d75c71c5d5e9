package io.kiln.db.transaction;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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

  /** A deadlock, or two that could not both be right. */
  private static final Set<String> LOST = Set.of("40P01", "40001");

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

  /**
   * Whether the transaction lost against another and was taken back whole: nothing of it is left.
   */
  static boolean lost(Throwable e) {
    return states(e).anyMatch(LOST::contains);
  }

  private static boolean away(Throwable e) {
    return states(e).anyMatch(state -> STATES.stream().anyMatch(state::startsWith));
  }

  /** Without a state it is the pool that speaks: it closed a connection that broke. */
  private static Stream<String> states(Throwable e) {
    return Stream.iterate(e, cause -> cause != null, Throwable::getCause)
        .limit(MOST_CAUSES)
        .filter(SQLException.class::isInstance)
        .map(cause -> ((SQLException) cause).getSQLState())
        .map(state -> state == null ? "08" : state);
  }
}
