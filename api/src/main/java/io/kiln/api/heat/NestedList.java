package io.kiln.api.heat;

import io.kiln.engine.convergence.StackQuery;
import io.kiln.engine.reading.SeenStack;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lists that hold nested stacks: roots and all that lies in them, or what lies directly in one
 * stack. Their names are made along the way, so that they are filtered, sorted and paged here;
 * unless an order is asked for, each root is followed by what lies in it.
 */
record NestedList(List<SeenStack> all, StackQuery query) {

  /** What fits a query, in its order. */
  static NestedList of(ListScope scope, StackQuery query, Optional<String> owner) {
    var everything =
        new StackQuery(
            Map.of(),
            query.showDeleted(),
            OptionalInt.empty(),
            Optional.empty(),
            query.sortKeys(),
            query.ascending());
    List<SeenStack> nested = scope.nested();
    Stream<SeenStack> stacks =
        owner.isPresent()
            ? nested.stream().filter(stack -> stack.parent().map(UUID::toString).equals(owner))
            : everyTree(scope.roots(everything), nested);
    Stream<SeenStack> fitting = stacks.filter(stack -> fits(stack, query));
    return new NestedList(
        (query.sortKeys().isEmpty() ? fitting : fitting.sorted(order(query))).toList(), query);
  }

  /** Each root with what lies in it. */
  private static Stream<SeenStack> everyTree(List<SeenStack> roots, List<SeenStack> nested) {
    Map<UUID, List<SeenStack>> inside =
        nested.stream().collect(Collectors.groupingBy(stack -> stack.root().id()));
    return roots.stream()
        .flatMap(
            root ->
                Stream.concat(Stream.of(root), inside.getOrDefault(root.id(), List.of()).stream()));
  }

  long count() {
    return all.size();
  }

  /** What comes after the marker, at most as many as the limit says. */
  List<SeenStack> page() {
    int from = 0;
    for (int i = 0; query.marker().isPresent() && i < all.size(); i++) {
      if (all.get(i).id().equals(query.marker().get())) {
        from = i + 1;
      }
    }
    return all.stream().skip(from).limit(query.limit().orElse(Integer.MAX_VALUE)).toList();
  }

  private static boolean fits(SeenStack stack, StackQuery query) {
    return query.tags().fit(stack.tags())
        && query.filters().entrySet().stream()
            .allMatch(filter -> filter.getValue().contains(value(stack, filter.getKey())));
  }

  private static String value(SeenStack stack, String key) {
    return switch (key) {
      case "id" -> stack.id().toString();
      case "name" -> stack.name();
      case "status" -> stack.status().name();
      case "action" -> stack.action().name();
      case "owner" -> stack.root().owner();
      case "project" -> stack.root().project();
      default -> throw new IllegalArgumentException("no filter " + key);
    };
  }

  private static Comparator<SeenStack> order(StackQuery query) {
    Comparator<SeenStack> ascending =
        query.sortKeys().stream()
            .map(NestedList::by)
            .reduce(Comparator::thenComparing)
            .orElseThrow()
            .thenComparing(stack -> stack.id().toString());
    return query.ascending() ? ascending : ascending.reversed();
  }

  private static Comparator<SeenStack> by(String key) {
    return switch (key) {
      case "stack_name" -> Comparator.comparing(SeenStack::name);
      case "stack_status" -> Comparator.comparing(stack -> stack.status().name());
      case "creation_time" -> Comparator.comparing(SeenStack::createdAt);
      case "updated_time" -> Comparator.comparing(stack -> stack.updatedAt().orElse(Instant.MIN));
      default -> throw new IllegalArgumentException("no order " + key);
    };
  }
}
