package io.kiln.db.stacks;

import io.kiln.engine.reading.SearchWord;
import java.util.Map;

/** The shapes of the statements that have to stay flat, and the index that each lives from. */
final class ReadStatements {

  private static final String STACK = "'00000000-0000-0000-0000-000000000001'";

  /**
   * Enough of everything that an index is worth its pages; one project and one stack have more than
   * others.
   */
  static final String MANY =
      """
      create temp table one as select * from stack limit 1;
      update one set id = %1$s, project = 'p', name = 'large', deleted_at = null;
      insert into stack select * from one;
      do $$ begin for i in 1..2000 loop
        update one set id = gen_random_uuid(), name = 's' || i,
          project = case when i %% 40 = 0 then 'p' else 'others' || i end,
          created_at = now() - i * interval '1 s';
        insert into stack select * from one;
      end loop; end $$;
      drop table one;
      insert into event
        select %1$s, 1000 + i, gen_random_uuid(), case when i %% 9 = 0 then 'a' else 'a/b' end, 't',
          null, 'CREATE', 'COMPLETE', '', now() from generate_series(1, 5000) i;
      create temp table one as select * from resource limit 1;
      do $$ begin for i in 1..2000 loop
        update one set stack_id = %1$s, id = gen_random_uuid(), path = 'r' || i, parent = null,
          nested = i %% 50 = 0, replaces = null, requires = '{}';
        insert into resource select * from one;
      end loop; end $$;
      drop table one;
      analyze;
      """
          .formatted(STACK);

  static final Map<String, String> BY_INDEX =
      Map.ofEntries(
          Map.entry(
              "select * from stack where project = 'p' and deleted_at is null"
                  + " and (created_at, id) < (now(), %s) order by created_at desc, id desc limit 20"
                      .formatted(STACK),
              "stack_living_by_age"),
          Map.entry(
              "select * from stack where project = 'p'"
                  + " and (created_at, id) < (now(), %s) order by created_at desc, id desc limit 20"
                      .formatted(STACK),
              "stack_by_age"),
          Map.entry(
              "select * from stack where project = 'p' and deleted_at is null"
                  + " and (status, created_at, id) > ('FAILED', now(), %s)".formatted(STACK)
                  + " order by status, created_at, id limit 20",
              "stack_living_by_status"),
          Map.entry(
              "select * from stack where project = 'p' and deleted_at is null"
                  + " and (coalesce(updated_at, '-infinity'), id) > (now(), %s)".formatted(STACK)
                  + " order by coalesce(updated_at, '-infinity'), id limit 20",
              "stack_living_by_change"),
          Map.entry(
              "select * from stack where deleted_at is null and (created_at, id) < (now(), %s)"
                      .formatted(STACK)
                  + " order by created_at desc, id desc limit 20",
              "stack_everywhere_living_by_age"),
          Map.entry(
              "select * from stack where true and (created_at, id) < (now(), %s)".formatted(STACK)
                  + " order by created_at desc, id desc limit 20",
              "stack_everywhere_by_age"),
          Map.entry(
              "select * from stack where deleted_at is null and (name, id) > ('s', %s)"
                      .formatted(STACK)
                  + " order by name, id limit 20",
              "stack_everywhere_living_by_name"),
          Map.entry(
              "select * from stack where deleted_at is null"
                  + " and (status, created_at, id) > ('FAILED', now(), %s)".formatted(STACK)
                  + " order by status, created_at, id limit 20",
              "stack_everywhere_living_by_status"),
          Map.entry(
              "select * from stack where deleted_at is null"
                  + " and (coalesce(updated_at, '-infinity'), id) > (now(), %s)".formatted(STACK)
                  + " order by coalesce(updated_at, '-infinity'), id limit 20",
              "stack_everywhere_living_by_change"),
          Map.entry(
              "select * from event where stack_id = %s and position('/' in path) = 0"
                      .formatted(STACK)
                  + " and sequence > 5 order by sequence limit 20",
              "event_of_root"),
          Map.entry(
              "select * from event where stack_id = %1$s and id = %1$s".formatted(STACK),
              "event_by_id"),
          Map.entry(
              "select * from event where stack_id = %s and sequence < 9".formatted(STACK)
                  + " order by sequence desc limit 20",
              "event_pkey"),
          Map.entry(
              "select * from plan where project = 'p' and (created_at, id) < (now(), %s)"
                      .formatted(STACK)
                  + " order by created_at desc, id desc limit 20",
              "plan_by_age"),
          Map.entry(
              "select * from plan where project = 'p' and stack_id = %1$s".formatted(STACK)
                  + " order by created_at desc, id desc limit 20",
              "plan_of_stack"),
          Map.entry(
              "select * from operation where project = 'p'"
                  + " and (begun_at, stack_id, traversal) < (now(), %s, 5)".formatted(STACK)
                  + " order by begun_at desc, stack_id desc, traversal desc limit 20",
              "operation_by_age"),
          Map.entry(
              "select * from resource r where r.stack_id = %s and r.parent is null and r.path = 'a'"
                  .formatted(STACK),
              "resource_by_p"),
          Map.entry(
              "select id from resource r where r.nested and name_mark(r.id) = 5",
              "nested_stack_by_name"),
          Map.entry(
              "select id from resource r where r.nested and r.id = " + STACK,
              "nested_stack_by_id"));

  /** The statement of a search as it runs, in the midst of a project. */
  static String searchOfStacks(SearchWord word) {
    return filledIn(SearchPages.STACKS.formatted(StackRows.LINE, SearchPages.inStack(word)), word);
  }

  /** The same of resources. */
  static String searchOfResources(SearchWord word) {
    return filledIn(
        SearchPages.RESOURCES.formatted(
            ResourceLines.LINE, SearchPages.inResource(word), SearchPages.SERVING),
        word);
  }

  private static String filledIn(String statement, SearchWord word) {
    return statement
        .replace(":project", "'p'")
        .replace(":word", "'" + word.folded() + "'")
        .replace(":name", "'large'")
        .replace(":path", "'r5'")
        .replace(":id", STACK)
        .replace(":limit", "51");
  }

  private ReadStatements() {}
}
