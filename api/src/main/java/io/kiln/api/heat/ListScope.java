package io.kiln.api.heat;

import io.kiln.engine.convergence.StackQuery;
import io.kiln.engine.reading.SeenStack;
import io.kiln.engine.reading.StackReads;
import java.util.List;

/** Whose stacks a list is of. */
sealed interface ListScope {

  /** Roots, in pages. */
  List<SeenStack> roots(StackQuery query);

  /** How many roots fit. */
  long count(StackQuery query);

  /** All that lie in trees of living roots, the oldest first. */
  List<SeenStack> nested();

  /** Those of one project. */
  record OfProject(StackReads reads, String project) implements ListScope {

    @Override
    public List<SeenStack> roots(StackQuery query) {
      return reads.list(project, query);
    }

    @Override
    public long count(StackQuery query) {
      return reads.count(project, query);
    }

    @Override
    public List<SeenStack> nested() {
      return reads.nested(project);
    }
  }

  /** Everybody's: for those who run the installation. */
  record Everywhere(StackReads reads) implements ListScope {

    @Override
    public List<SeenStack> roots(StackQuery query) {
      return reads.listEverywhere(query);
    }

    @Override
    public long count(StackQuery query) {
      return reads.countEverywhere(query);
    }

    @Override
    public List<SeenStack> nested() {
      return reads.nestedEverywhere();
    }
  }
}
