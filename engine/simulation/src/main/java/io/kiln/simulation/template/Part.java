package io.kiln.simulation.template;

import io.kiln.resources.spi.Rolling;
import io.kiln.templates.model.DeletionPolicy;
import io.kiln.templates.model.ResourceRules.Hook;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One resource of a {@link Blueprint}. */
public sealed interface Part {

  /** What it is given, by property. */
  SequencedMap<String, Given> given();

  /** What it follows though it names nothing of it. */
  SortedSet<String> after();

  /** What becomes of it outside when it leaves the template. */
  default DeletionPolicy policy() {
    return DeletionPolicy.DELETE;
  }

  /** Where it stops until somebody clears that. */
  default Optional<Hook> hook() {
    return given().get(Types.HOOK) instanceof Given.Text(String written)
        ? Arrays.stream(Hook.values()).filter(hook -> hook.written().equals(written)).findFirst()
        : Optional.empty();
  }

  /** All it follows. */
  default SortedSet<String> requires() {
    var all = new TreeSet<>(after());
    given().values().forEach(value -> value.names().ifPresent(all::add));
    return all;
  }

  /** The same where another resource has another name. */
  default Part named(String from, String to) {
    var named = new LinkedHashMap<String, Given>();
    given().forEach((name, value) -> named.put(name, value.named(from, to)));
    var others = new TreeSet<>(after());
    if (others.remove(from)) {
      others.add(to);
    }
    return switch (this) {
      case Leaf leaf -> new Leaf(leaf.type(), named, others, leaf.policy());
      case Inner inner -> new Inner(inner.content(), named, others);
      case Many many -> new Many(many.count(), many.of(), named, others, many.rolling());
    };
  }

  /** Made by a plugin. */
  record Leaf(
      String type,
      SequencedMap<String, Given> given,
      SortedSet<String> after,
      DeletionPolicy policy)
      implements Part {
    public Leaf {
      given = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(given));
      after = Collections.unmodifiableSortedSet(new TreeSet<>(after));
    }

    @Override
    public String toString() {
      String kept = policy == DeletionPolicy.DELETE ? "" : ", kept";
      return type + "(" + arguments(given, after) + kept + ")";
    }
  }

  /**
   * A stack of its own.
   *
   * @param given its parameters
   */
  record Inner(Blueprint content, SequencedMap<String, Given> given, SortedSet<String> after)
      implements Part {
    public Inner {
      given = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(given));
      after = Collections.unmodifiableSortedSet(new TreeSet<>(after));
    }

    @Override
    public String toString() {
      return "stack(" + arguments(given, after) + "){" + content + "}";
    }
  }

  /**
   * So many alike.
   *
   * @param of the members' type
   * @param given to each member
   * @param rolling how they follow an update
   */
  record Many(
      int count,
      String of,
      SequencedMap<String, Given> given,
      SortedSet<String> after,
      Optional<Rolling> rolling)
      implements Part {
    public Many {
      given = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(given));
      after = Collections.unmodifiableSortedSet(new TreeSet<>(after));
    }

    @Override
    public String toString() {
      String batches =
          rolling
              .map(
                  way ->
                      ", %d at a time, %d in service, every %s"
                          .formatted(way.maxBatchSize(), way.minInService(), way.pause()))
              .orElse("");
      return "%d x %s(%s%s)".formatted(count, of, arguments(given, after), batches);
    }
  }

  private static String arguments(SequencedMap<String, Given> given, SortedSet<String> after) {
    String values =
        given.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(", "));
    return after.isEmpty() ? values : values + "; after " + String.join(", ", after);
  }
}
