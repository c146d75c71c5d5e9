package io.kiln.db.stacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kiln.db.secret.MacKeys;
import io.kiln.db.secret.SealedDocument;
import io.kiln.db.secret.SecretBox;
import io.kiln.db.transaction.Transactions;
import io.kiln.engine.convergence.Receipt;
import io.kiln.engine.convergence.receipts.Receipts;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Receipts in PostgreSQL; all times are the database's. */
public final class PostgresReceipts implements Receipts {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Transactions transactions;
  private final JdbcClient jdbc;
  private final SealedDocument documents;
  private final MacKeys keys;

  /** Receipts in this database. */
  public PostgresReceipts(DataSource database, SecretBox box) {
    this.transactions = new Transactions(database, PATIENCE);
    this.jdbc = JdbcClient.create(database);
    this.documents = new SealedDocument(box);
    this.keys = box.macKeys("receipts");
  }

  /** A row, and whether times are over. */
  @SuppressWarnings("ArrayRecordComponent") // A column on its way; never compared.
  private record Row(
      byte[] request,
      UUID attempt,
      Optional<String> made,
      Optional<String> answer,
      boolean old,
      boolean held) {}

  @Override
  public Found take(Receipt attempt, String request) {
    byte[] mac = keys.mac(request.getBytes(UTF_8));
    // Whoever repeats this after its answer was lost meets its own attempt.
    return transactions.repeatable("take a key", () -> takeNow(attempt, mac));
  }

  private Found takeNow(Receipt attempt, byte[] request) {
    jdbc.sql(
            """
            insert into receipt (scope, key, request, attempt, held_until)
            values (:scope, :key, :request, :attempt,
              clock_timestamp() + :held * interval '1 ms')
            on conflict (scope, key) do nothing
            """)
        .params(named(attempt))
        .param("request", request)
        .param("held", HELD.toMillis())
        .update();
    Row row = locked(attempt);
    if (row.attempt.equals(attempt.attempt())) {
      return new Found.Fresh();
    }
    if (!row.old) {
      if (!MessageDigest.isEqual(row.request, request)) {
        return new Found.Other();
      }
      if (row.answer.isPresent()) {
        return new Found.Answered(answer(documents.read(row.answer.get())));
      }
      if (row.made.isPresent()) {
        return new Found.Done(row.made.get());
      }
      if (row.held) {
        return new Found.UnderWay();
      }
    }
    jdbc.sql(
            """
            update receipt set request = :request, attempt = :attempt, made = null, answer = null,
              begun_at = clock_timestamp(), held_until = clock_timestamp() + :held * interval '1 ms'
            where scope = :scope and key = :key
            """)
        .params(named(attempt))
        .param("request", request)
        .param("held", HELD.toMillis())
        .update();
    return new Found.Fresh();
  }

  private Row locked(Receipt attempt) {
    return jdbc.sql(
            """
            select *, begun_at < clock_timestamp() - :kept * interval '1 ms' as old,
              held_until > clock_timestamp() as held
            from receipt where scope = :scope and key = :key for update
            """)
        .param("scope", attempt.scope())
        .param("key", attempt.key())
        .param("kept", KEPT.toMillis())
        .query((row, _) -> read(row))
        .single();
  }

  private static Row read(ResultSet row) throws SQLException {
    return new Row(
        row.getBytes("request"),
        Columns.uuid(row, "attempt"),
        Columns.textIfAny(row, "made"),
        Columns.textIfAny(row, "answer"),
        row.getBoolean("old"),
        row.getBoolean("held"));
  }

  private static Map<String, @Nullable Object> named(Receipt attempt) {
    Map<String, @Nullable Object> named = new HashMap<>();
    named.put("scope", attempt.scope());
    named.put("key", attempt.key());
    named.put("attempt", attempt.attempt());
    return named;
  }

  @Override
  public void answered(Receipt attempt, Answer answer) {
    String document = documents.write(document(answer));
    transactions.repeatable(
        "keep an answer",
        () ->
            jdbc.sql(
                    """
                    update receipt set answer = :answer
                    where scope = :scope and key = :key and attempt = :attempt
                    """)
                .params(named(attempt))
                .param("answer", document)
                .update());
  }

  @Override
  public void giveUp(Receipt attempt) {
    transactions.repeatable(
        "give back a key",
        () ->
            jdbc.sql(
                    """
                    delete from receipt
                    where scope = :scope and key = :key and attempt = :attempt and made is null
                    """)
                .params(named(attempt))
                .update());
  }

  private static Value.MapOf document(Answer answer) {
    SequencedMap<String, Value> map = new LinkedHashMap<>();
    map.put("status", Value.number(answer.status()));
    SequencedMap<String, Value> headers = new LinkedHashMap<>();
    answer.headers().forEach((name, value) -> headers.put(name, Value.text(value)));
    map.put("headers", Value.map(headers));
    map.put("body", Value.text(answer.body()));
    return Value.map(map);
  }

  private static Answer answer(Value.MapOf document) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (document.get("headers") instanceof Value.MapOf sent) {
      sent.entries().forEach((name, value) -> headers.put(name, value.toString()));
    }
    int status =
        document.get("status") instanceof Value.Num(BigDecimal number, _) ? number.intValue() : 0;
    return new Answer(status, headers, document.get("body").toString());
  }
}
