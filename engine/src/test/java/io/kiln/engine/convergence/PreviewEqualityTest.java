package io.kiln.engine.convergence;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Change;
import io.kiln.engine.planning.Plan;
import io.kiln.engine.planning.Plan.Planned;
import io.kiln.engine.planning.Plan.Verb;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.templates.schema.PropertySchema;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The preview of an update is what the update then does, over random pairs of templates: step by
 * step, property by property, byte by byte. Only where the preview says "known after apply" is the
 * value put in that came out, and a change that turned out to be none is left out.
 *
 * <p>{@code -Dkiln.preview.pairs=1000} tries more than the normal build does.
 */
class PreviewEqualityTest {
  private static final int PAIRS = Integer.getInteger("kiln.preview.pairs", 200);
  private static final String NAMES = "ABCDEFGH";
  private static final List<String> PROPERTIES = List.of("a", "a*", "b", "b*", "c", "ca");

  @Test
  void aPreviewIsWhatTheUpdateThenDoesAndWritesNothing() {
    int exact = 0;
    int steps = 0;
    for (int seed = 0; seed < PAIRS; seed++) {
      var random = new Random(seed);
      var before = template(random);
      var after = changed(before, random);
      var world = new World(seed, 0);
      world.create(text(before));
      world.settle();
      var rows = rows(world);
      Plan preview = previewed(world, text(after));
      world.update(text(after));
      world.settle();
      assertThat(world.stack().status()).isEqualTo(Status.COMPLETE);
      Plan done = done(world, rows);
      String context = "seed %d: %s => %s".formatted(seed, text(before), text(after));
      assertThat(resolved(preview, done).toString()).as(context).isEqualTo(done.toString());
      boolean known =
          preview.steps().stream()
              .flatMap(step -> step.changes().stream())
              .noneMatch(PreviewEqualityTest::isUnknown);
      if (known) {
        assertThat(sorted(preview).toString()).as(context).isEqualTo(done.toString());
        exact++;
      }
      steps += done.steps().size();
    }
    assertThat(exact).as("pairs without anything unknown").isGreaterThan(PAIRS / 10);
    assertThat(exact).as("pairs with something unknown").isLessThan(PAIRS * 9 / 10);
    assertThat(steps).as("steps compared").isGreaterThan(PAIRS);
  }

  /** Everything a store and the outside world show is the same after a preview as before. */
  private static Plan previewed(World world, String template) {
    StackRecord stack = world.stack();
    var rows = world.store.resources(stack.id());
    var events = world.store.events(stack.id(), 0, Integer.MAX_VALUE);
    var revisions = world.store.revisions(stack.id());
    var things = world.reality.all();
    int writes = world.reality.writes();
    Plan preview = world.plan(template);
    assertThat(world.plan(template).toString()).isEqualTo(preview.toString());
    assertThat(world.stack()).isEqualTo(stack);
    assertThat(world.store.resources(stack.id())).isEqualTo(rows);
    assertThat(world.store.events(stack.id(), 0, Integer.MAX_VALUE)).isEqualTo(events);
    assertThat(world.store.revisions(stack.id())).isEqualTo(revisions);
    assertThat(List.copyOf(world.reality.all())).isEqualTo(List.copyOf(things));
    assertThat(world.reality.writes()).isEqualTo(writes);
    return preview;
  }

  /** What the rows and events tell of an update, in the form of a plan. */
  private static Plan done(World world, Map<UUID, ResourceState> before) {
    Map<UUID, ResourceState> after = rows(world);
    var steps = new ArrayList<Planned>();
    var replaced = new ArrayList<UUID>();
    int unchanged = 0;
    for (ResourceState row : after.values()) {
      ResourceState same = before.get(row.id());
      if (same != null && row.action() == Action.UPDATE && !row.equals(same)) {
        List<Change> changes = changes(same, row);
        steps.add(planned(row, Verb.UPDATE, changes));
      } else if (same != null) {
        unchanged++;
      } else if (row.replaces().isPresent()) {
        ResourceState old = Objects.requireNonNull(before.get(row.replaces().get()));
        replaced.add(old.id());
        steps.add(planned(row, Verb.REPLACE, changes(old, row)));
      } else {
        steps.add(planned(row, Verb.CREATE, List.of()));
      }
    }
    before.values().stream()
        .filter(row -> !after.containsKey(row.id()) && !replaced.contains(row.id()))
        .forEach(row -> steps.add(planned(row, Verb.DELETE, List.of())));
    return sorted(new Plan("s", Action.UPDATE, steps, unchanged, List.of()));
  }

  /** The preview with what became known put in. */
  private static Plan resolved(Plan preview, Plan done) {
    var steps = new ArrayList<Planned>();
    int unchanged = preview.unchanged();
    for (Planned step : preview.steps()) {
      if (step.changes().stream().noneMatch(PreviewEqualityTest::isUnknown)) {
        steps.add(step);
        continue;
      }
      var changes = new ArrayList<Change>();
      for (Change change : step.changes()) {
        if (!isUnknown(change)) {
          changes.add(change);
          continue;
        }
        done.steps().stream()
            .filter(other -> other.path().equals(step.path()))
            .flatMap(other -> other.changes().stream())
            .filter(other -> other.property().equals(change.property()))
            .forEach(changes::add);
      }
      if (changes.isEmpty()) {
        unchanged++;
      } else {
        boolean replaces = changes.stream().anyMatch(Change::forcesReplacement);
        Verb verb = replaces ? Verb.REPLACE : Verb.UPDATE;
        steps.add(
            new Planned(
                step.path(), step.type(), verb, because(verb, changes), changes, List.of()));
      }
    }
    return sorted(new Plan("s", Action.UPDATE, steps, unchanged, List.of()));
  }

  private static boolean isUnknown(Change change) {
    return change.after().filter(value -> !value.known()).isPresent();
  }

  /** Steps that do not wait for each other come in any order. */
  private static Plan sorted(Plan plan) {
    return new Plan(
        plan.stack(),
        plan.action(),
        plan.steps().stream().sorted(Comparator.comparing(Planned::path)).toList(),
        plan.unchanged(),
        List.of());
  }

  private static Planned planned(ResourceState row, Verb verb, List<Change> changes) {
    return new Planned(row.path(), row.type(), verb, because(verb, changes), changes, List.of());
  }

  private static String because(Verb verb, List<Change> changes) {
    return switch (verb) {
      case CREATE -> "new in the template";
      case MOVE -> throw new AssertionError("nothing was renamed");
      case ADOPT -> throw new AssertionError("nothing was there before");
      case DELETE -> "no longer in the template";
      case UPDATE -> "changed " + changes.stream().map(Change::property).collect(joining(", "));
      case REPLACE ->
          "cannot be changed in place: "
              + changes.stream()
                  .filter(Change::forcesReplacement)
                  .map(Change::property)
                  .collect(joining(", "));
    };
  }

  private static List<Change> changes(ResourceState before, ResourceState after) {
    var changes = new ArrayList<Change>();
    for (PropertySchema property : ThingHandler.SCHEMA.properties().values()) {
      Optional<Value> old = given(before, property.name());
      Optional<Value> now = given(after, property.name());
      if (!old.equals(now)) {
        changes.add(
            new Change(
                property.name(), old, now, !property.updatable(), false, SourceSpan.NOWHERE));
      }
    }
    return changes;
  }

  private static Optional<Value> given(ResourceState row, String property) {
    return Optional.ofNullable(row.properties().entries().get(property))
        .filter(value -> !(value instanceof Value.Null));
  }

  private static Map<UUID, ResourceState> rows(World world) {
    var rows = new HashMap<UUID, ResourceState>();
    world.store.resources(world.stack().id()).forEach(row -> rows.put(row.id(), row));
    return rows;
  }

  /** Name → property → value, as the notation writes them; references go to earlier names. */
  private static Map<String, Map<String, String>> template(Random random) {
    var things = new java.util.TreeMap<String, Map<String, String>>();
    for (int at = 0; at < NAMES.length(); at++) {
      if (random.nextInt(3) > 0) {
        things.put(NAMES.substring(at, at + 1), properties(things, random));
      }
    }
    return things;
  }

  private static Map<String, String> properties(
      Map<String, Map<String, String>> earlier, Random random) {
    var given = new java.util.TreeMap<String, String>();
    for (String property : PROPERTIES) {
      if (random.nextInt(3) == 0 && !given.containsKey(property.replace("*", ""))) {
        given.put(property, value(List.copyOf(earlier.keySet()), random));
      }
    }
    return given;
  }

  private static String value(List<String> others, Random random) {
    if (others.isEmpty() || random.nextInt(2) == 0) {
      return "v" + random.nextInt(3);
    }
    String other = others.get(random.nextInt(others.size()));
    return random.nextBoolean()
        ? "ref " + other
        : "att %s.%s".formatted(other, List.of("a", "b", "c").get(random.nextInt(3)));
  }

  private static Map<String, Map<String, String>> changed(
      Map<String, Map<String, String>> before, Random random) {
    var after = new java.util.TreeMap<String, Map<String, String>>();
    for (int at = 0; at < NAMES.length(); at++) {
      String name = NAMES.substring(at, at + 1);
      Map<String, String> old = before.get(name);
      int what = random.nextInt(8);
      if (old == null) {
        if (what == 0) {
          after.put(name, properties(after, random));
        }
      } else if (what == 1) {
        after.put(name, properties(after, random));
      } else if (what != 0) {
        var kept = new java.util.TreeMap<String, String>(old);
        kept.values()
            .removeIf(value -> refersTo(value).filter(o -> !after.containsKey(o)).isPresent());
        after.put(name, kept);
      }
    }
    return after;
  }

  private static Optional<String> refersTo(String value) {
    return value.startsWith("v") ? Optional.empty() : Optional.of(value.substring(4, 5));
  }

  private static String text(Map<String, Map<String, String>> things) {
    return things.entrySet().stream()
        .map(
            thing ->
                "%s(%s)"
                    .formatted(
                        thing.getKey(),
                        thing.getValue().entrySet().stream()
                            .map(given -> given.getKey() + "=" + given.getValue())
                            .collect(joining(", "))))
        .collect(joining("; "));
  }
}
