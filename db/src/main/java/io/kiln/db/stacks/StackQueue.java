package io.kiln.db.stacks;

import io.kiln.engine.convergence.Claim;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which trees are claimed next. Projects take turns by name: the next ones are found in an index,
 * one probe each, so that it does not matter how many trees wait.
 */
final class StackQueue {

  /** What a statement does with the trees it has chosen, in the order of {@code place}. */
  private static final String CLAIM =
      """
      , claimed as (
        update stack set
          holder = :worker, fence = stack.fence + 1,
          claimable_from = clock_timestamp() + :lease * interval '1 ms'
        from chosen where stack.id = chosen.id
        returning stack.id, stack.project, stack.fence, chosen.place)
      select id, project, fence from claimed order by place
      """;

  /** Workers that died: few, and who waits for them has waited for a lease. */
  private static final String ABANDONED =
      """
      with chosen as (
        select id, row_number() over (order by claimable_from) as place
        from (
          select id, claimable_from from stack
          where status = 'IN_PROGRESS' and holder is not null and claimable_from <= now()
          order by claimable_from limit :limit
          for no key update skip locked) due)
      """
          + CLAIM;

  /**
   * The projects after the last one served, as many as there are trees to claim, and of each its
   * share: the first tree of each before the second of any.
   */
  private static final String IN_TURN =
      """
      with recursive turn (number, project, wrapped) as (
        select 0, cast(:last as text), false
        union all
        select turn.number + 1, next.project, next.wrapped
        from turn cross join lateral (
          (select project, turn.wrapped from stack
           where status = 'IN_PROGRESS' and holder is null and project > turn.project
           order by project limit 1)
          union all
          (select project, true from stack
           where not turn.wrapped and status = 'IN_PROGRESS' and holder is null
           order by project limit 1)
          order by wrapped limit 1) next
        where turn.number < :limit and not (next.wrapped and next.project > :last)),
      share as (
        select number, project,
          least(
            ceil(:limit::numeric / count(*) over ()),
            greatest(0, :most - (
              select count(*) from stack
              where status = 'IN_PROGRESS' and holder = :worker
                and stack.project = turn.project))) as trees
        from turn where number > 0),
      due as (
        select mine.id, share.number,
          row_number() over (partition by share.number order by mine.claimable_from) as round
        from share cross join lateral (
          select id, claimable_from from stack
          where status = 'IN_PROGRESS' and holder is null and stack.project = share.project
          order by claimable_from limit share.trees
          for no key update skip locked) mine),
      chosen as (
        select id, row_number() over (order by round, number) as place
        from due order by place limit :limit)
      """
          + CLAIM;

  private final JdbcClient jdbc;

  /** The project that was served last. By each worker for itself: fair enough when all are. */
  private volatile String last = "";

  StackQueue(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** See {@link io.kiln.engine.convergence.Trees#claim}; the caller has a transaction. */
  List<Claim> claim(String worker, int limit, int mostOfProject, Duration lease) {
    List<Claim> claims =
        new ArrayList<>(
            of(ABANDONED, worker, limit, lease).query((row, _) -> claim(worker, row)).list());
    if (claims.size() < limit) {
      of(IN_TURN, worker, limit - claims.size(), lease)
          .param("last", last)
          .param("most", mostOfProject)
          .query(
              (row, _) -> {
                last = Columns.text(row, "project");
                return claim(worker, row);
              })
          .list()
          .forEach(claims::add);
    }
    return claims;
  }

  private JdbcClient.StatementSpec of(String sql, String worker, int limit, Duration lease) {
    return jdbc.sql(sql)
        .param("limit", limit)
        .param("worker", worker)
        .param("lease", lease.toMillis());
  }

  private static Claim claim(String worker, ResultSet row) throws SQLException {
    return new Claim(Columns.uuid(row, "id"), worker, row.getLong("fence"));
  }

  /** How many trees are to be driven and held by nobody. */
  int waiting() {
    return jdbc.sql(
            """
            select
              (select count(*) from stack where status = 'IN_PROGRESS' and holder is null)
              + (select count(*) from stack
                 where status = 'IN_PROGRESS' and holder is not null
                   and claimable_from <= clock_timestamp())
            """)
        .query(Integer.class)
        .single();
  }
}
