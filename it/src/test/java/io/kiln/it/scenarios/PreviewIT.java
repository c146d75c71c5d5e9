package io.kiln.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.db.embedded.EmbeddedPostgres;
import io.kiln.it.harness.Eventually;
import io.kiln.it.harness.Scratch;
import io.kiln.it.harness.Server;
import io.kiln.it.harness.Stack;
import io.kiln.it.harness.TappedHost;
import io.kiln.it.harness.Wanted;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/**
 * The preview of an update is what the update then does, and writes nothing: random pairs of
 * templates with nested stacks, groups, containers and scripts, on a real server, database and
 * agent. What happened is read from the events, which say the reason of each step.
 *
 * <p>{@code -Dkiln.preview.pairs=1000} tries more than the normal build does.
 */
class PreviewIT {

  private static final int PAIRS = Integer.getInteger("kiln.preview.pairs", 25);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String HOST = "tapped";

  /** What a worker writes by itself, whoever looks: leases and heartbeats. */
  private static final List<String> WATCHED =
      List.of("stack", "revision", "source", "resource", "event", "audit", "snapshot", "drift");

  private final EmbeddedPostgres database =
      EmbeddedPostgres.start(Scratch.folder("preview").resolve("database"));
  private final JdbcClient sql =
      JdbcClient.create(
          new DriverManagerDataSource(database.url(), database.user(), database.password()));
  private Server server;
  private TappedHost host;

  @BeforeEach
  void start() {
    server =
        Server.start(
            Optional.empty(),
            "--no-agent",
            "--database",
            "%s?user=%s&password=%s"
                .formatted(database.url(), database.user(), database.password()));
    host = new TappedHost(server, HOST);
  }

  @AfterEach
  void stop() {
    host.close();
    server.close();
    database.close();
  }

  @Test
  void aPreviewIsWhatTheUpdateThenDoesAndWritesNothing() {
    int exact = 0;
    int steps = 0;
    for (int seed = 0; seed < PAIRS; seed++) {
      var templates = new RandomTemplates(seed, HOST);
      Wanted before = templates.next();
      Wanted after = templates.next();
      Stack stack = server.create("p" + seed, before).await("CREATE_COMPLETE");
      JsonNode preview = previewed(stack, after);
      Map<String, String> leaves = leaves(stack);
      long last = lastEvent(stack);
      stack.update(after);
      awaitUpdate(stack, last);

      Set<String> done = done(stack, last, leaves);
      boolean known = isKnown(preview);
      String context = "seed %d: %s\n=> %s".formatted(seed, before.template(), after.template());
      if (known) {
        assertThat(planned(preview)).as(context).isEqualTo(done);
        exact++;
      } else {
        assertThat(paths(done)).as(context).isSubsetOf(paths(planned(preview)));
      }
      steps += done.size();
      stack.delete().await("DELETE_COMPLETE");
    }
    say("%d pairs, %d of them known beforehand, %d steps".formatted(PAIRS, exact, steps));
    assertThat(exact).as("pairs without anything unknown").isGreaterThan(PAIRS / 4);
    assertThat(steps).as("steps compared").isGreaterThan(PAIRS);
  }

  /** Rows and what the agent was asked to do are the same after a preview as before. */
  private JsonNode previewed(Stack stack, Wanted wanted) {
    List<String> rows = rows();
    long works = works();
    JsonNode preview = stack.plan(wanted);
    assertThat(stack.plan(wanted)).isEqualTo(preview);
    assertThat(rows()).isEqualTo(rows);
    assertThat(works()).isEqualTo(works);
    return preview;
  }

  private long works() {
    return host.asked().stream().filter(asked -> asked.equals("POST /v1/operations")).count();
  }

  /** Number and content of the rows of each table. */
  private List<String> rows() {
    return WATCHED.stream()
        .map(
            table ->
                table
                    + sql.sql(
                            "select count(*) || ' ' || coalesce(md5(string_agg(t::text, '' order by"
                                + " t::text)), '') from "
                                + table
                                + " t")
                        .query((row, _) -> row.getString(1))
                        .single())
        .toList();
  }

  /** The type of what is no stack itself, by its path: plans name the steps within stacks. */
  private Map<String, String> leaves(Stack stack) {
    var leaves = new TreeMap<String, String>();
    sql.sql("select path, type from resource where stack_id = :id::uuid and not nested")
        .param("id", stack.id())
        .query(
            row -> {
              leaves.put(row.getString("path"), row.getString("type"));
            });
    return leaves;
  }

  private long lastEvent(Stack stack) {
    return sql.sql("select last_event from stack where id = :id::uuid")
        .param("id", stack.id())
        .query(Long.class)
        .single();
  }

  private void awaitUpdate(Stack stack, long after) {
    Eventually.until(
        stack.name() + " is updated",
        PATIENCE,
        () ->
            sql.sql(
                        "select count(*) from event where stack_id = :id::uuid and sequence >"
                            + " :after and path = '' and status <> 'IN_PROGRESS'")
                    .param("id", stack.id())
                    .param("after", after)
                    .query(Long.class)
                    .single()
                == 1,
        stack::story);
    assertThat(stack.status()).as(stack.story()).isEqualTo("UPDATE_COMPLETE");
  }

  /** What the events after this one tell, as a plan would have said it. */
  private Set<String> done(Stack stack, long after, Map<String, String> before) {
    Map<String, String> now = leaves(stack);
    var lines = new TreeSet<String>();
    sql.sql(
            "select path, resource_type, action, reason from event where stack_id = :id::uuid"
                + " and sequence > :after and status = 'IN_PROGRESS'")
        .param("id", stack.id())
        .param("after", after)
        .query(
            row -> {
              String path = row.getString("path");
              String type = row.getString("resource_type");
              String leaf = leaf(path, type);
              String action = row.getString("action");
              boolean stands = type.equals(now.get(path));
              if (action.equals("CREATE") && stands) {
                lines.add((before.containsKey(path) ? "replace " : "create ") + leaf);
              } else if (action.equals("UPDATE") && stands) {
                lines.add("update " + leaf + ": " + row.getString("reason"));
              } else if (action.equals("DELETE")
                  && type.equals(before.get(path))
                  && !now.containsKey(path)) {
                lines.add("delete " + leaf);
              }
            });
    return lines;
  }

  private static String leaf(String path, String type) {
    return path + " (" + type + ")";
  }

  /** The reasons of updates are in their events too. */
  private static Set<String> planned(JsonNode plan) {
    var lines = new TreeSet<String>();
    for (JsonNode step : plan.path("steps")) {
      String verb = step.path("action").asString();
      String leaf = leaf(step.path("resource").asString(), step.path("type").asString());
      String because = ": " + step.path("because").path(0).asString();
      lines.add(verb + " " + leaf + (verb.equals("update") ? because : ""));
    }
    return lines;
  }

  private static Set<String> paths(Set<String> lines) {
    var paths = new TreeSet<String>();
    lines.forEach(line -> paths.add(line.split(" ", 3)[1]));
    return paths;
  }

  private static boolean isKnown(JsonNode plan) {
    return plan.path("steps")
        .valueStream()
        .flatMap(step -> step.path("changes").valueStream())
        .allMatch(change -> change.path("known").asBoolean());
  }

  @SuppressWarnings("SystemOut") // what was compared, for who reads the log
  private static void say(String text) {
    System.out.println(text);
  }
}
