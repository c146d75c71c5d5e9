package io.kiln.it.bench;

import io.kiln.db.embedded.EmbeddedPostgres;
import io.kiln.it.harness.Scratch;
import io.kiln.it.harness.Server;
import io.kiln.it.harness.Stack;
import io.kiln.it.harness.Wanted;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * What it takes to look: lists, single things and pages, asked by one client and by sixteen at
 * once, beside what Heat took; then pages of stacks and events while their number grows.
 */
final class Reads implements AutoCloseable {

  private static final int STACKS = 500;
  private static final int RESOURCES = 1_000;
  private static final int[] STACKS_GROWING = {1_000, 10_000, 100_000};
  private static final int[] EVENTS_GROWING = {10_000, 100_000, 1_000_000};
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final String EMPTY = "heat_template_version: 2018-08-31\n";

  private final EmbeddedPostgres database;
  private final Server server;
  private final Clients clients;
  private final AtomicInteger made = new AtomicInteger();

  private Reads() {
    database = EmbeddedPostgres.start(Scratch.folder("reads").resolve("database"));
    server = Server.start(Optional.empty(), "--database", url());
    clients = new Clients(server.url());
  }

  private String url() {
    return "%s?user=%s&password=%s".formatted(database.url(), database.user(), database.password());
  }

  static void measure() throws IOException {
    try (var reads = new Reads()) {
      Stack large = reads.fill();
      reads.beside(large);
      reads.growing(large);
    } catch (SQLException e) {
      throw new IOException("the database of the measurement", e);
    }
  }

  /** One stack of a thousand resources, and five hundred small ones. */
  private Stack fill() {
    String template =
        IntStream.range(0, RESOURCES)
            .mapToObj("  r%d: {type: OS::Heat::Value, properties: {value: x}}"::formatted)
            .collect(Collectors.joining("\n", EMPTY + "resources:\n", "\n"));
    Stack large = server.create("large", Wanted.of(template)).await("CREATE_COMPLETE", PATIENCE);
    Stack last = large;
    for (int i = 1; i < STACKS; i++) {
      last = server.create("small" + i, Wanted.of(EMPTY));
    }
    last.await("CREATE_COMPLETE", PATIENCE);
    return large;
  }

  private void beside(Stack large) {
    String path = "/stacks/large/" + large.id();
    Clients.heading();
    clients.get("stack list, 500 stacks", "/stacks", Optional.of(new Clients.Heat(513, 574)));
    clients.get("stack show", path, Optional.of(new Clients.Heat(10, 10)));
    clients.get(
        "resource list, 1,000", path + "/resources", Optional.of(new Clients.Heat(262, 323)));
    clients.get(
        "one resource of 1,000", path + "/resources/r500", Optional.of(new Clients.Heat(165, 165)));
    clients.get(
        "event list, 20", path + "/events?limit=20", Optional.of(new Clients.Heat(153, 153)));
    clients.get("event list, 1,000", path + "/events?limit=1000", Optional.empty());
    clients.get("template of 1,000", path + "/template", Optional.empty());
    clients.get("a stack that is not there", "/stacks/nosuch", Optional.empty());
    clients.post("validate", "/validate", () -> Map.of("template", EMPTY), Optional.empty());
    clients.post(
        "create of an empty stack",
        "/stacks",
        () -> Map.of("stack_name", "made" + made.incrementAndGet(), "template", EMPTY),
        Optional.empty());
  }

  private void growing(Stack large) throws SQLException {
    for (int count : STACKS_GROWING) {
      stacks(count);
      String middle = marker(count / 2);
      clients.get("%,d stacks: first page of 20".formatted(count), "/stacks?limit=20", none());
      clients.get(
          "%,d stacks: a page in the middle".formatted(count),
          "/stacks?limit=20&marker=" + middle,
          none());
      clients.get(
          "%,d stacks: the same by name".formatted(count),
          "/stacks?limit=20&sort_keys=stack_name&sort_dir=asc&marker=" + middle,
          none());
    }
    for (int count : EVENTS_GROWING) {
      events(large, count);
      String path = "/stacks/large/" + large.id() + "/events?limit=20";
      JsonNode last =
          server
              .api()
              .heat("GET", path + "&sort_dir=desc", Optional.empty())
              .body()
              .path("events")
              .path(19);
      clients.get("%,d events: first page of 20".formatted(count), path, none());
      clients.get("%,d events: the newest".formatted(count), path + "&sort_dir=desc", none());
      clients.get(
          "%,d events: after a marker".formatted(count),
          path + "&marker=" + last.path("id").asString(),
          none());
    }
  }

  private static Optional<Clients.Heat> none() {
    return Optional.empty();
  }

  /** Rows as they would be had somebody made them one by one. */
  private void stacks(int count) throws SQLException {
    run(
        """
        insert into stack select (json_populate_record(s, json_build_object(
          'id', gen_random_uuid(), 'name', 'row' || i, 'last_event', 0,
          'created_at', s.created_at - i * interval '1 second'))).*
        from stack s, generate_series((select count(*) from stack) + 1, %d) i
        where s.name = 'small1';
        analyze stack;
        """
            .formatted(count));
  }

  private void events(Stack stack, int count) throws SQLException {
    run(
        """
        insert into event select stack_id, i, gen_random_uuid(), path, resource_type, physical_id,
          action, status, reason, at
        from event, generate_series((select max(sequence) + 1 from event where stack_id = '%1$s'), %2$d) i
        where stack_id = '%1$s' and sequence = 2;
        update stack set last_event = %2$d where id = '%1$s';
        analyze event;
        """
            .formatted(stack.id(), count));
  }

  private String marker(int place) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select id from stack where deleted_at is null order by created_at desc, id desc"
                    + " offset %d limit 1".formatted(place))) {
      rows.next();
      return rows.getString(1);
    }
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    clients.close();
    server.close();
    database.close();
  }
}
