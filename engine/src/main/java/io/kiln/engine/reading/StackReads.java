package io.kiln.engine.reading;

import io.kiln.engine.convergence.StackEvent;
import io.kiln.engine.convergence.StackQuery;
import io.kiln.engine.planning.ResourceState;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The port of whoever only looks. A call costs what it gives back, not what the tree or the project
 * holds: filters, order and pages are the store's work, by indexes. Every look-up of a stack names
 * its project first, or says in its name that it asks for everybody's; whatever hangs on a stack is
 * asked for with the stack that was found.
 */
public interface StackReads {

  /**
   * A stack by its id (deleted roots too) or its name (living ones): a root, or one that lies in a
   * tree.
   */
  Optional<SeenStack> find(String project, String nameOrId);

  /** Roots of a project, in pages. */
  List<SeenStack> list(String project, StackQuery query);

  /** How many roots of a project fit a query, whatever its page. */
  long count(String project, StackQuery query);

  /** All stacks that lie in trees of living roots of a project, the oldest first. */
  List<SeenStack> nested(String project);

  /** Roots of every project, in pages: for those who run the installation, and nobody else. */
  List<SeenStack> listEverywhere(StackQuery query);

  /** How many roots of every project fit a query, whatever its page. */
  long countEverywhere(StackQuery query);

  /** All stacks that lie in trees of living roots of every project, the oldest first. */
  List<SeenStack> nestedEverywhere();

  /**
   * What a stack gives, by the names of its outputs: {@code {"value": …}} or {@code {"error":
   * text}}, as of its last settling.
   */
  Value.MapOf outputs(SeenStack stack);

  /**
   * The resources of a stack, each place once: while one is being replaced, the one that takes its
   * place.
   */
  List<SeenResource> resources(SeenStack stack, ResourceQuery query);

  /** One resource of a stack by its name, with its values. */
  Optional<Whole> resource(SeenStack stack, String name);

  /** One resource of a stack by what the outside world calls it, with its values. */
  Optional<Whole> resourceByPhysicalId(SeenStack stack, String physicalId);

  /** A resource with all that is known of it. */
  record Whole(SeenResource seen, ResourceState row) {}

  /** The resources along the way to a nested stack, with their values; as {@link SeenStack#way}. */
  List<ResourceState> way(SeenStack stack);

  /** The resources that lie directly in a stack, each place once, with their values. */
  List<ResourceState> within(SeenStack stack);

  /** Events of a stack. */
  List<StackEvent> events(SeenStack stack, EventQuery query);

  /** One event of a stack or of what lies in it. */
  Optional<StackEvent> event(SeenStack stack, UUID id);

  /**
   * What of a project's living trees has a word, in the order of {@link SearchQuery.Place}. A page
   * costs what it goes past in the project to fill itself, never what other projects hold.
   */
  List<Found> search(String project, SearchQuery query);

  /** The nested stacks of a tree that lie at these paths; those that are gone are left out. */
  Map<String, SeenStack> at(StackLine root, Set<String> paths);
}
