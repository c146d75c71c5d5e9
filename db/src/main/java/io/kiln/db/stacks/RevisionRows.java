package io.kiln.db.stacks;

import io.kiln.db.secret.StoredSource;
import io.kiln.engine.convergence.NewRevision;
import io.kiln.engine.convergence.Origin;
import io.kiln.engine.convergence.RevisionRecord;
import io.kiln.engine.convergence.StackNotFoundException;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.TraceParent;
import io.kiln.engine.planning.Rename;
import io.kiln.engine.planning.Status;
import io.kiln.templates.model.StackSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
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
    byte[] hash = keep(revision.source());
    jdbc.sql(
            """
            insert into revision (
              stack_id, number, source_hash, author, created_at, origin, taken_from, renames, trace)
            values (:stack, :number, :hash, :author, :now, :origin, :from, :renames, :trace)
            """)
        .param("stack", stack)
        .param("number", number)
        .param("hash", hash)
        .param("author", revision.author())
        .param("now", Columns.at(now))
        .param("origin", revision.origin().kind().name())
        .param("from", Columns.orNull(revision.origin().from()), Types.BIGINT)
        .param("trace", StackRows.currentTrace(), Types.VARCHAR)
        .param(
            "renames",
            revision.renames().stream()
                .flatMap(rename -> Stream.of(rename.from(), rename.to()))
                .toArray(String[]::new))
        .update();
  }

  /**
   * Keeps texts once, for whoever refers to them in the same transaction; gives what to call them.
   */
  byte[] keep(StackSource texts) {
    StoredSource.Row source = sources.write(texts);
    // The update that changes nothing holds the row: nobody forgets it before this one refers to
    // it.
    jdbc.sql(
            """
            insert into source (hash, body) values (:hash, :body)
            on conflict (hash) do update set created_at = source.created_at
            """)
        .param("hash", source.hash())
        .param("body", source.body())
        .update();
    return source.hash();
  }

  /** What is kept. */
  StackSource open(byte[] body) {
    return sources.read(body);
  }

  /** Those of all kept revisions, oldest first. */
  List<Rename> renames(UUID stack) {
    return jdbc
        .sql(
            """
            select renames from revision
            where stack_id = :stack and cardinality(renames) > 0 order by number
            """)
        .param("stack", stack)
        .query((row, _) -> pairs((String[]) row.getArray("renames").getArray()))
        .list()
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  private static List<Rename> pairs(String[] names) {
    var renames = new ArrayList<Rename>();
    for (int at = 0; at + 1 < names.length; at += 2) {
      renames.add(new Rename(names[at], names[at + 1]));
    }
    return renames;
  }

  /** Says how the way to a revision ended. */
  void settle(UUID stack, long number, Status outcome, Instant now) {
    jdbc.sql(
            """
            update revision set outcome = :outcome, settled_at = :now
            where stack_id = :stack and number = :number
            """)
        .param("stack", stack)
        .param("number", number)
        .param("outcome", outcome.name())
        .param("now", Columns.at(now))
        .update();
  }

  /** Oldest first. */
  List<RevisionRecord> of(UUID stack) {
    return jdbc.sql("select * from revision where stack_id = :stack order by number")
        .param("stack", stack)
        .query((row, _) -> read(row))
        .list();
  }

  private static RevisionRecord read(ResultSet row) throws SQLException {
    return new RevisionRecord(
        row.getLong("number"),
        new Origin(
            Origin.Kind.valueOf(Columns.text(row, "origin")), Columns.longIfAny(row, "taken_from")),
        Columns.text(row, "author"),
        Columns.instant(row, "created_at"),
        Columns.textIfAny(row, "outcome").map(Status::valueOf),
        Columns.instantIfAny(row, "settled_at"),
        Columns.textIfAny(row, "trace").flatMap(TraceParent::parse));
  }

  /** Forgets what is too old, and the texts that nobody refers to any more. */
  void forget(StackRecord stack) {
    long expired = RevisionRecord.expired(stack.latestRevision());
    if (expired < 1) {
      return;
    }
    List<byte[]> hashes =
        jdbc.sql(
                """
                delete from revision
                where stack_id = :stack and number <= :expired and number <> :current
                  and number <> :good and not exists (
                    select from snapshot
                    where snapshot.stack_id = :stack and snapshot.revision = number)
                returning source_hash
                """)
            .param("stack", stack.id())
            .param("expired", expired)
            .param("current", stack.currentRevision())
            .param("good", stack.goodRevision().orElse(0))
            .query((row, _) -> row.getBytes("source_hash"))
            .list();
    forgetTexts(hashes);
  }

  /**
   * Forgets what is older than that and that a stack can get along without.
   *
   * @return how many revisions
   */
  int forgetOlder(UUID stack, Instant cutoff) {
    jdbc.sql("select id from stack where id = :stack for no key update")
        .param("stack", stack)
        .query((_, _) -> true)
        .list();
    List<byte[]> hashes =
        jdbc.sql(
                """
                delete from revision using stack
                where stack.id = :stack and stack_id = :stack and revision.created_at < :cutoff
                  and number <> latest_revision and number is distinct from target_revision
                  and number is distinct from good_revision and not exists (
                    select from snapshot
                    where snapshot.stack_id = :stack and snapshot.revision = number)
                returning source_hash
                """)
            .param("stack", stack)
            .param("cutoff", Columns.at(cutoff))
            .query((row, _) -> row.getBytes("source_hash"))
            .list();
    forgetTexts(hashes);
    return hashes.size();
  }

  /** Forgets all of a stack, and the plans for it. */
  void forgetAll(UUID stack) {
    forgetTexts(
        jdbc
            .sql("delete from plan where stack_id = :stack returning source_hash")
            .param("stack", stack)
            .query((row, _) -> Optional.ofNullable(row.getBytes("source_hash")))
            .list()
            .stream()
            .flatMap(Optional::stream)
            .toList());
    forgetTexts(
        jdbc.sql("delete from revision where stack_id = :stack returning source_hash")
            .param("stack", stack)
            .query((row, _) -> row.getBytes("source_hash"))
            .list());
  }

  /** Forgets those of these texts that nobody refers to any more. */
  void forgetTexts(List<byte[]> hashes) {
    for (byte[] hash : hashes) {
      jdbc.sql(
              """
              delete from source where hash = :hash
                and not exists (select from revision where source_hash = :hash)
                and not exists (select from plan where source_hash = :hash)
              """)
          .param("hash", hash)
          .update();
    }
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
