package io.kiln.api.heat;

import io.kiln.engine.planning.Plan;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.reading.SeenStack;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A plan in the five heaps of Heat's update preview. */
record ChangesView(
    List<ResourceSummary> unchanged,
    List<ResourceSummary> updated,
    List<ResourceSummary> replaced,
    List<ResourceSummary> added,
    List<ResourceSummary> deleted) {

  /**
   * Sorts a plan.
   *
   * @param nested whether resources inside of nested stacks are listed one by one; a nested stack
   *     with any change inside counts as updated either way
   */
  static ChangesView of(Plan plan, ResourceTree tree, boolean nested) {
    var view =
        new ChangesView(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    Set<String> touched = new LinkedHashSet<>();
    for (Plan.Planned step : plan.steps()) {
      boolean known = !touched.add(step.path());
      step.renamedFrom().ifPresent(touched::add);
      if (known) {
        continue; // renamed, and changed as well
      }
      if (nested || SeenStack.depth(step.path()) == 0) {
        view.heap(step.verb()).add(summary(step, tree));
      }
    }
    for (ResourceState row : tree.downTo(nested ? Integer.MAX_VALUE : 0)) {
      if (!touched.contains(row.path())) {
        boolean inside = touched.stream().anyMatch(path -> path.startsWith(row.path() + "/"));
        (inside ? view.updated : view.unchanged).add(ResourceSummary.of(tree, row));
      }
    }
    return view;
  }

  private List<ResourceSummary> heap(Plan.Verb verb) {
    return switch (verb) {
      case CREATE, ADOPT -> added;
      case UPDATE, MOVE -> updated;
      case REPLACE -> replaced;
      case DELETE -> deleted;
    };
  }

  private static ResourceSummary summary(Plan.Planned step, ResourceTree tree) {
    return tree.find(step.path())
        .map(row -> ResourceSummary.of(tree, row))
        .orElseGet(
            () ->
                ResourceSummary.planned(
                    tree.root().project(),
                    tree.root().name(),
                    tree.root().id().toString(),
                    step.path().substring(step.path().lastIndexOf('/') + 1),
                    step.type(),
                    List.of(),
                    null,
                    Set.of(),
                    null));
  }
}
