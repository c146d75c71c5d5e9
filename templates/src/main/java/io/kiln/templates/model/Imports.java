package io.kiln.templates.model;

import java.util.SortedSet;

/** Tells what a stack takes of what others export. */
@FunctionalInterface
public interface Imports {

  /**
   * The names of the exports that a stack's templates import, worked out from its parameters,
   * mappings and conditions as when it is made; one that depends on a resource is not among them.
   */
  SortedSet<String> of(StackSource source, StackIdentity identity);
}
