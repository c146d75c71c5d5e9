package io.kiln.engine.convergence;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A {@link StackQuery} answered over a list: filter, sort, page. */
final class StackListing {

  private static final Map<String, Function<StackRecord, String>> FILTERS =
      Map.of(
          "name",
          StackRecord::name,
          "id",
          stack -> stack.id().toString(),
          "status",
          stack -> stack.status().name(),
          "action",
          stack -> stack.action().name(),
          "owner",
          StackRecord::owner,
          "project",
          StackRecord::project);

  private static final Map<String, Comparator<StackRecord>> ORDERS =
      Map.of(
          "stack_name", Comparator.comparing(StackRecord::name),
          "stack_status", Comparator.comparing(stack -> stack.status().name()),
          "creation_time", Comparator.comparing(StackRecord::createdAt),
          "updated_time", Comparator.comparing(stack -> stack.updatedAt().orElse(Instant.MIN)));

  private StackListing() {}

  static List<StackRecord> page(List<StackRecord> stacks, StackQuery query) {
    List<StackRecord> all = stacks.stream().sorted(order(query)).toList();
    int from = query.marker().map(marker -> after(all, marker)).orElse(0);
    return matching(all.subList(from, all.size()), query)
        .limit(query.limit().orElse(Integer.MAX_VALUE))
        .toList();
  }

  static long count(List<StackRecord> stacks, StackQuery query) {
    return matching(stacks, query).count();
  }

  private static Stream<StackRecord> matching(List<StackRecord> stacks, StackQuery query) {
    return stacks.stream()
        .filter(stack -> query.showDeleted() || stack.deletedAt().isEmpty())
        .filter(stack -> query.tags().fit(stack.tags()))
        .filter(
            stack ->
                query.filters().entrySet().stream()
                    .allMatch(
                        filter ->
                            filter
                                .getValue()
                                .contains(known(FILTERS, filter.getKey()).apply(stack))));
  }

  private static Comparator<StackRecord> order(StackQuery query) {
    List<String> keys = StackQuery.order(query.sortKeys());
    Comparator<StackRecord> ascending =
        keys.stream()
            .map(key -> known(ORDERS, key))
            .reduce(Comparator::thenComparing)
            .orElseThrow()
            .thenComparing(stack -> stack.id().toString());
    return query.ascending() ? ascending : ascending.reversed();
  }

  private static int after(List<StackRecord> stacks, UUID marker) {
    return IntStream.range(0, stacks.size())
            .filter(at -> stacks.get(at).id().equals(marker))
            .findFirst()
            .orElse(-1)
        + 1;
  }

  private static <T> T known(Map<String, T> choices, String key) {
    T choice = choices.get(key);
    if (choice == null) {
      throw new IllegalArgumentException("stacks are not listed by '%s'".formatted(key));
    }
    return choice;
  }
}
