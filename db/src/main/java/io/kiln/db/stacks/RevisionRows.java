package io.kiln.db.stacks;

import io.kiln.db.secret.StoredSource;
import io.kiln.engine.convergence.NewRevision;
import io.kiln.engine.convergence.StackNotFoundException;
import io.kiln.templates.model.StackSource;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code revision} and {@code source}: a source is kept once, whoever uses it. */
final class RevisionRows {

  private final JdbcClient jdbc;
  private final StoredSource sources;

  RevisionRows(JdbcClient jdbc, StoredSource sources) {
    this.jdbc = jdbc;
    this.sources = sources;
  }

  void insert(UUID stack, long number, NewRevision revision, Instant now) {
    StoredSource.Row source = sources.write(revision.source());
    jdbc.sql("insert into source (hash, body) values (:hash, :body) on conflict do nothing")
        .param("hash", source.hash())
        .param("body", source.body())
        .update();
    jdbc.sql(
            """
            insert into revision (stack_id, number, source_hash, author, created_at)
            values (:stack, :number, :hash, :author, :now)
            """)
        .param("stack", stack)
        .param("number", number)
        .param("hash", source.hash())
        .param("author", revision.author())
        .param("now", Columns.at(now))
        .update();
  }

  StackSource source(UUID stack, long number) {
    return jdbc.sql(
            """
            select body from revision join source on hash = source_hash
            where stack_id = :stack and number = :number
            """)
        .param("stack", stack)
        .param("number", number)
        .query((row, _) -> sources.read(row.getBytes("body")))
        .optional()
        .orElseThrow(() -> new StackNotFoundException("%s, revision %d".formatted(stack, number)));
  }
}
