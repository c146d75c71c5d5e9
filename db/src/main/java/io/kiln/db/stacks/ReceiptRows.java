package io.kiln.db.stacks;

import io.kiln.engine.convergence.Receipt;
import io.kiln.engine.convergence.receipts.GivenUpException;
import io.kiln.engine.convergence.receipts.Receipts;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Notes in the table {@code receipt} what a request makes, within the transaction that makes it.
 */
final class ReceiptRows {

  private final JdbcClient jdbc;

  ReceiptRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Notes it.
   *
   * @throws GivenUpException when the attempt holds the key no more
   */
  void made(Receipt attempt, Receipts.Made what) {
    int noted =
        jdbc.sql(
                """
                update receipt set made = :made
                where scope = :scope and key = :key and attempt = :attempt and made is null
                """)
            .param("made", what.toString())
            .param("scope", attempt.scope())
            .param("key", attempt.key())
            .param("attempt", attempt.attempt())
            .update();
    if (noted == 0) {
      throw new GivenUpException();
    }
  }
}
