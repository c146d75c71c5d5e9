package io.kiln.api.heat;

import io.kiln.engine.convergence.StackQuery;
import io.kiln.engine.convergence.StackRecord;
import java.util.List;
import java.util.Map;

/** Filters and pages of lists that hold nested stacks, which the store does not list. */
final class NestedStacks {

  private NestedStacks() {}

  static boolean fits(StackRecord stack, StackQuery query) {
    for (Map.Entry<String, List<String>> filter : query.filters().entrySet()) {
      String value =
          switch (filter.getKey()) {
            case "id" -> stack.id().toString();
            case "name" -> stack.name();
            case "status" -> stack.status().name();
            case "action" -> stack.action().name();
            case "owner" -> stack.owner();
            default -> throw new IllegalArgumentException("no filter " + filter.getKey());
          };
      if (!filter.getValue().contains(value)) {
        return false;
      }
    }
    return true;
  }

  /** What comes after the marker, at most as many as the limit says. */
  static List<SeenStack> page(List<SeenStack> all, StackQuery query) {
    int from = 0;
    for (int i = 0; query.marker().isPresent() && i < all.size(); i++) {
      if (all.get(i).stack().id().equals(query.marker().get())) {
        from = i + 1;
      }
    }
    return all.stream().skip(from).limit(query.limit().orElse(Integer.MAX_VALUE)).toList();
  }
}
