package io.kiln.db.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.db.TestDatabase;
import io.kiln.db.secret.SecretBox;
import io.kiln.db.secret.SecretKeys;
import io.kiln.engine.convergence.StackEvent;
import io.kiln.engine.convergence.StackQuery;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.reading.EventQuery;
import io.kiln.engine.reading.Found;
import io.kiln.engine.reading.ResourceQuery;
import io.kiln.engine.reading.SearchQuery;
import io.kiln.engine.reading.SearchWord;
import io.kiln.engine.reading.SeenStack;
import io.kiln.engine.reading.StackReads;
import io.kiln.engine.reading.WholeTreeReads;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is read by index is what whoever goes over everything would have picked. */
final class PostgresReadsTest {

  private static final int QUERIES = 300;

  private final DataSource database = TestDatabase.empty();
  private final SecretBox box = SecretKeys.fromText(SecretKeys.newKey());
  private final PostgresStacks stacks = new PostgresStacks(database, box, UUID::randomUUID);
  private final StackReads expected = new WholeTreeReads(stacks);
  private final StackReads reads = new PostgresReads(database, box);
  private final Random random = new Random(20_261_121);
  private final RandomTrees trees =
      new RandomTrees(stacks, new PostgresTrees(database, box, UUID::randomUUID), random);

  @BeforeEach
  void fill() {
    trees.fill();
  }

  private List<SeenStack> everyStack() {
    List<SeenStack> all = new ArrayList<>();
    for (String project : RandomTrees.PROJECTS) {
      all.addAll(expected.list(project, StackQuery.ALL));
      all.addAll(expected.nested(project));
    }
    return all;
  }

  @Test
  void aStackIsFoundByItsIdAndItsNameInItsProjectOnly() {
    assertThat(everyStack()).anyMatch(SeenStack::isRoot).anyMatch(stack -> stack.way().size() > 1);
    for (SeenStack stack : everyStack()) {
      for (String project : RandomTrees.PROJECTS) {
        Optional<SeenStack> own =
            project.equals(stack.root().project()) ? Optional.of(stack) : Optional.empty();
        assertThat(reads.find(project, stack.id().toString())).isEqualTo(own);
        assertThat(reads.find(project, stack.name()))
            .isEqualTo(expected.find(project, stack.name()));
      }
    }
    assertThat(reads.find("one", "nosuch")).isEmpty();
    assertThat(reads.find("one", "no-such-abcdefghijkl")).isEmpty();
    assertThat(reads.find("one", UUID.randomUUID().toString())).isEmpty();
  }

  @Test
  void everyPageOfStacksIsTheOneThatWasAskedFor() {
    for (int i = 0; i < QUERIES; i++) {
      String project = any(RandomTrees.PROJECTS);
      StackQuery query = stackQuery(project);
      assertThat(reads.list(project, query))
          .as("%s", query)
          .isEqualTo(expected.list(project, query));
      assertThat(reads.count(project, query)).isEqualTo(listed(project, query).size());
    }
  }

  @Test
  void everyPageOfEverybodysStacksIsTheOneThatWasAskedFor() {
    for (int i = 0; i < QUERIES; i++) {
      StackQuery query = stackQuery(any(RandomTrees.PROJECTS));
      assertThat(reads.listEverywhere(query))
          .as("%s", query)
          .isEqualTo(expected.listEverywhere(query));
      assertThat(reads.countEverywhere(query))
          .isEqualTo(
              RandomTrees.PROJECTS.stream()
                  .mapToLong(project -> listed(project, query).size())
                  .sum());
    }
    assertThat(reads.nestedEverywhere())
        .hasSize(reads.nested("one").size() + reads.nested("two").size())
        .isEqualTo(expected.nestedEverywhere());
  }

  /** What fits, whatever the page: gone over here. */
  private List<SeenStack> listed(String project, StackQuery query) {
    var everything =
        new StackQuery(
            Map.of(),
            query.showDeleted(),
            OptionalInt.empty(),
            Optional.empty(),
            List.of(),
            true,
            query.tags());
    return expected.list(project, everything).stream()
        .filter(stack -> query.tags().fit(stack.tags()))
        .filter(
            stack ->
                query.filters().entrySet().stream()
                    .allMatch(filter -> filter.getValue().contains(value(stack, filter.getKey()))))
        .toList();
  }

  private static String value(SeenStack stack, String key) {
    return switch (key) {
      case "name" -> stack.name();
      case "status" -> stack.status().name();
      case "action" -> stack.action().name();
      case "id" -> stack.id().toString();
      case "project" -> stack.root().project();
      default -> stack.root().owner();
    };
  }

  private StackQuery stackQuery(String project) {
    List<SeenStack> all = expected.list(project, StackQuery.ALL);
    Map<String, List<String>> filters =
        switch (random.nextInt(7)) {
          case 5 -> Map.of("project", List.of(any(RandomTrees.PROJECTS), "nobody's"));
          case 0 -> Map.of("status", List.of("COMPLETE", "FAILED"));
          case 1 -> Map.of("action", List.of("CREATE"));
          case 2 -> Map.of("name", List.of(any(all).name(), any(all).name()));
          case 3 -> Map.of("id", List.of(any(all).id().toString(), "no id"));
          default -> Map.of();
        };
    return new StackQuery(
        filters,
        random.nextBoolean(),
        random.nextInt(3) == 0 ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(4)),
        random.nextInt(3) == 0
            ? Optional.empty()
            : Optional.of(random.nextInt(9) == 0 ? UUID.randomUUID() : any(all).id()),
        any(
            List.of(
                List.of(),
                List.of("stack_name"),
                List.of("creation_time"),
                List.of("updated_time"),
                List.of("stack_status", "stack_name"))),
        random.nextBoolean(),
        new StackQuery.Tags(tags(), tags(), tags(), tags()));
  }

  private List<String> tags() {
    return random.nextInt(5) > 0 ? List.of() : trees.tags();
  }

  @Test
  void theNestedStacksOfAProjectAreThoseOfItsTrees() {
    for (String project : RandomTrees.PROJECTS) {
      assertThat(reads.nested(project)).isEqualTo(expected.nested(project));
    }
  }

  @Test
  void everyListOfResourcesIsTheOneThatWasAskedFor() {
    List<SeenStack> all = everyStack();
    for (int i = 0; i < QUERIES; i++) {
      SeenStack stack = any(all);
      ResourceQuery query = resourceQuery(stack);
      assertThat(reads.resources(stack, query))
          .as("%s of %s", query, stack.path())
          .containsExactlyElementsOf(expected.resources(stack, query));
    }
  }

  private ResourceQuery resourceQuery(SeenStack stack) {
    List<ResourceState> rows = stacks.resources(stack.root().id());
    int depth = random.nextInt(4);
    ResourceState row = rows.isEmpty() ? RandomTrees.row("none") : any(rows);
    return switch (random.nextInt(7)) {
      case 0 -> filtered(depth, "name", row.name());
      case 1 -> filtered(depth, "type", row.type().substring(2));
      case 2 -> filtered(depth, "status", any(List.of("FAILED", "CREATE_COMPLETE", "nonsense")));
      case 3 -> filtered(depth, "action", "CREATE");
      case 4 -> filtered(depth, "physical", row.physicalId().orElse(row.id().toString()));
      case 5 ->
          new ResourceQuery(
              depth,
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of(row.id()),
              true,
              List.of());
      default -> ResourceQuery.downTo(depth);
    };
  }

  private static ResourceQuery filtered(int depth, String key, String value) {
    return new ResourceQuery(
        depth,
        when("name", key, value),
        when("type", key, value),
        when("status", key, value),
        when("action", key, value),
        List.of(),
        false,
        when("physical", key, value));
  }

  private static List<String> when(String key, String given, String value) {
    return key.equals(given) ? List.of(value) : List.of();
  }

  @Test
  void oneResourceIsReadWithItsValuesAndWhoReliesOnIt() {
    for (SeenStack stack : everyStack()) {
      List<ResourceState> rows = expected.within(stack);
      assertThat(reads.within(stack)).containsExactlyElementsOf(rows);
      assertThat(reads.way(stack)).isEqualTo(expected.way(stack));
      assertThat(reads.outputs(stack)).isEqualTo(expected.outputs(stack));
      for (ResourceState row : rows) {
        assertThat(reads.resource(stack, row.name()))
            .isPresent()
            .isEqualTo(expected.resource(stack, row.name()));
        row.physicalId()
            .ifPresent(
                physical ->
                    assertThat(reads.resourceByPhysicalId(stack, physical))
                        .isEqualTo(expected.resourceByPhysicalId(stack, physical)));
      }
      assertThat(reads.resource(stack, "nosuch")).isEmpty();
    }
  }

  @Test
  void everyPageOfEventsIsTheOneThatWasAskedFor() {
    List<SeenStack> all = everyStack();
    int found = 0;
    for (int i = 0; i < 3 * QUERIES; i++) {
      SeenStack stack = any(all);
      EventQuery query = eventQuery(stack);
      List<StackEvent> page = reads.events(stack, query);
      assertThat(page)
          .as("%s of '%s'", query, stack.path())
          .containsExactlyElementsOf(expected.events(stack, query));
      found += page.size();
    }
    assertThat(found).isGreaterThan(QUERIES);
  }

  private EventQuery eventQuery(SeenStack stack) {
    List<StackEvent> events = stacks.events(stack.root().id(), 0, Integer.MAX_VALUE);
    StackEvent one = any(events);
    int kind = random.nextInt(8);
    return new EventQuery(
        random.nextInt(3),
        kind == 0
            ? List.of(one.path().substring(one.path().lastIndexOf('/') + 1), stack.name())
            : List.of(),
        kind == 1 ? List.of(one.resourceType()) : List.of(),
        kind == 2 ? List.of("FAILED", "COMPLETE") : List.of(),
        kind == 3 ? List.of("CREATE") : List.of(),
        random.nextInt(4) == 0,
        random.nextBoolean(),
        random.nextInt(3) == 0
            ? Optional.empty()
            : Optional.of(random.nextInt(9) == 0 ? UUID.randomUUID() : any(events).id()),
        1 + random.nextInt(12));
  }

  @Test
  void oneEventIsFoundByItsIdInItsStackOnly() {
    for (SeenStack stack : everyStack()) {
      for (StackEvent event : stacks.events(stack.root().id(), 0, 20)) {
        assertThat(reads.event(stack, event.id())).isEqualTo(expected.event(stack, event.id()));
      }
      assertThat(reads.event(stack, UUID.randomUUID())).isEmpty();
    }
  }

  @Test
  void nestedStacksAreFoundByTheirPaths() {
    for (SeenStack stack : everyStack()) {
      Set<String> paths =
          stacks.resources(stack.root().id()).stream()
              .map(ResourceState::path)
              .collect(Collectors.toSet());
      assertThat(reads.at(stack.root(), paths)).isEqualTo(expected.at(stack.root(), paths));
    }
  }

  @Test
  void everyPageOfASearchIsTheOneThatWasAskedFor() {
    List<String> words =
        new ArrayList<>(List.of("COMPLETE", "tree1", "TR", "create_f", "%", "gree"));
    for (SeenStack stack : everyStack()) {
      words.add(stack.id().toString().substring(3, 9));
      words.add(stack.id().toString().substring(0, 2));
      stack.row().ifPresent(row -> words.add(row.path()));
      stack.row().ifPresent(row -> words.add(row.type().substring(1)));
    }
    Set<Found.By> by = EnumSet.noneOf(Found.By.class);
    for (int i = 0; i < QUERIES; i++) {
      String project = any(RandomTrees.PROJECTS);
      var word = new SearchWord(any(words));
      Set<Found.Kind> kinds =
          random.nextInt(3) == 0
              ? EnumSet.of(any(List.of(Found.Kind.values())))
              : EnumSet.allOf(Found.Kind.class);
      Optional<SearchQuery.Place> after = Optional.empty();
      List<Found> all =
          expected.search(project, new SearchQuery(word, kinds, after, Integer.MAX_VALUE));
      all.forEach(found -> by.add(found.by()));
      int limit = Math.max(1 + random.nextInt(9), all.size() / 5);
      List<Found> paged = new ArrayList<>();
      List<Found> page;
      do {
        var query = new SearchQuery(word, kinds, after, limit);
        page = reads.search(project, query);
        assertThat(page).as("%s", query).isEqualTo(expected.search(project, query));
        paged.addAll(page);
        after = page.isEmpty() ? after : Optional.of(page.getLast().place());
      } while (page.size() == limit);
      assertThat(paged).as("%s", word).isEqualTo(all);
      assertThat(all).allMatch(found -> found.root().project().equals(project));
    }
    assertThat(by).contains(Found.By.NAME, Found.By.TAG, Found.By.TYPE, Found.By.STATUS);
  }

  /** A page begins at its place in the indexes; only what is equal so far is put in order. */
  @Test
  void aSearchGoesAlongTheProjectsOwnRowsInTheirOrder() {
    var jdbc = new JdbcTemplate(database);
    jdbc.execute(ReadStatements.MANY);
    for (String word : List.of("re", "red")) {
      String stacks = ReadStatements.searchOfStacks(new SearchWord(word));
      assertThat(plan(jdbc, stacks))
          .contains("stack_living_name")
          .doesNotContain("Seq Scan")
          .doesNotContain("Sort Key");
      String resources = ReadStatements.searchOfResources(new SearchWord(word));
      assertThat(plan(jdbc, resources))
          .contains("stack_living_name")
          .contains("Presorted Key: s.name")
          .doesNotContain("Seq Scan");
    }
  }

  private static String plan(JdbcTemplate jdbc, String statement) {
    return String.join(
        "\n",
        jdbc.execute(
            (org.springframework.jdbc.core.ConnectionCallback<List<String>>)
                connection -> {
                  try (var planner = connection.createStatement()) {
                    planner.execute("set enable_seqscan = off");
                    planner.execute("set enable_sort = off");
                    var lines = new ArrayList<String>();
                    try (var rows = planner.executeQuery("explain " + statement)) {
                      while (rows.next()) {
                        lines.add(rows.getString(1));
                      }
                    }
                    planner.execute("reset all");
                    return lines;
                  }
                }));
  }

  /** Of what a plan says, only that each look-up begins at an index and none goes over a table. */
  @Test
  void pagesAndSingleRowsComeFromIndexes() {
    var jdbc = new JdbcTemplate(database);
    jdbc.execute(ReadStatements.MANY);
    for (Map.Entry<String, String> statement : ReadStatements.BY_INDEX.entrySet()) {
      String plan = plan(jdbc, statement.getKey());
      assertThat(plan)
          .as(statement.getKey())
          .contains(statement.getValue())
          .doesNotContain("Seq Scan")
          .doesNotContain("Sort Key");
    }
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
