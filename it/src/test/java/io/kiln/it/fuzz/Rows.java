package io.kiln.it.fuzz;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether everything in the database is explained by what was asked, and nothing is half there. */
final class Rows {

  /** Each counts what must not be there. */
  private static final Map<String, String> NONE = none();

  private static Map<String, String> none() {
    Map<String, String> none = new LinkedHashMap<>();
    none.put(
        "stacks without their latest revision",
        """
        select count(*) from stack s where not exists (
          select 1 from revision r where r.stack_id = s.id and r.number = s.latest_revision)
        """);
    none.put(
        "stacks whose events have gaps",
        """
        select count(*) from (
          select stack_id, count(*) as there, min(sequence) as least, max(sequence) as most
          from event group by stack_id) e
        join stack s on s.id = e.stack_id
        where e.most - e.least + 1 <> e.there or e.most <> s.last_event
        """);
    none.put(
        "resources within nothing",
        """
        select count(*) from resource c where c.parent is not null and not exists (
          select 1 from resource p where p.stack_id = c.stack_id and p.id = c.parent)
        """);
    none.put(
        "living stacks of one name",
        """
        select count(*) from (select 1 from stack where deleted_at is null
          group by project, name having count(*) > 1) twice
        """);
    none.put(
        "changes that were begun and never ended",
        """
        select count(*) from audit b where b.kind = 'BEGUN' and not exists (
          select 1 from audit e where e.kind = 'ENDED' and e.request_id = b.request_id)
        """);
    none.put(
        "stacks beyond the creates that were answered",
        """
        select greatest(0, (select count(*) from stack) - (
          select count(*) from audit where kind = 'ENDED' and (
            (method = 'POST' and route = '/v1/{project}/stacks' and status = 201)
            or (route like '/cfn/v1%' and status = 200
                and path similar to '%(CreateStack|CreateChangeSet|ExecuteChangeSet)')
            or (route like '/v2/%' and method = 'POST' and status between 200 and 299))))
        """);
    none.put(
        "creates that were answered and left nothing",
        """
        select greatest(0, (
          select count(*) from audit where kind = 'ENDED'
            and method = 'POST' and route = '/v1/{project}/stacks' and status = 201) - (
          select count(*) from audit where kind = 'ENDED' and route like '%/abandon' and status = 200) - (
          select count(*) from stack))
        """);
    return none;
  }

  private final String url;

  Rows(String url) {
    this.url = url;
  }

  /** What is there that must not be. */
  List<String> wrong() throws SQLException {
    List<String> wrong = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url)) {
      for (Map.Entry<String, String> check : NONE.entrySet()) {
        long count = count(connection, check.getValue());
        if (count > 0) {
          wrong.add(count + " " + check.getKey());
        }
      }
    }
    return wrong;
  }

  /** How much there is. */
  String counts() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      return "%d stacks (%d living, %d at work), %d revisions, %d texts, %d resources, %d events, %d audited"
          .formatted(
              count(connection, "select count(*) from stack"),
              count(connection, "select count(*) from stack where deleted_at is null"),
              count(connection, "select count(*) from stack where status = 'IN_PROGRESS'"),
              count(connection, "select count(*) from revision"),
              count(connection, "select count(*) from source"),
              count(connection, "select count(*) from resource"),
              count(connection, "select count(*) from event"),
              count(connection, "select count(*) from audit"));
    }
  }

  private static long count(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
