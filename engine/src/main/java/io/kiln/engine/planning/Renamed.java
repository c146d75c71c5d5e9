package io.kiln.engine.planning;

import io.kiln.templates.model.Frame;
import io.kiln.templates.model.ResolvedType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rows under the names that a template has for them: where it wants a resource that there is not,
 * and there is one of the same type that it does not want and that is known to be the same under
 * another name, that one is it. Resources of the root stack alone; a nested stack's id comes from
 * its name. Pure, and decided anew for each walk.
 *
 * @param rows all of them, in their order
 * @param moved the resources under another name than before, by that name
 * @param changed the rows under another name than before: after a replacement that was cut short a
 *     resource has two
 */
public record Renamed(
    List<ResourceState> rows, Map<String, ResourceState> moved, List<ResourceState> changed) {

  public Renamed {
    rows = List.copyOf(rows);
    moved = Map.copyOf(moved);
    changed = List.copyOf(changed);
  }

  /**
   * @param known of all of the stack's revisions, oldest first
   */
  public static Renamed of(
      Optional<Frame> wanted, Collection<ResourceState> existing, List<Rename> known) {
    if (wanted.isEmpty() || known.isEmpty()) {
      return new Renamed(List.copyOf(existing), Map.of(), List.of());
    }
    Frame frame = wanted.get();
    Map<String, String> newNames = newNames(frame, existing, known);
    var rows = new ArrayList<ResourceState>();
    var moved = new HashMap<String, ResourceState>();
    var changed = new ArrayList<ResourceState>();
    for (ResourceState row : existing) {
      String name = newNames.get(row.path());
      // What was a nested stack before is on its way out; what it holds keeps its names too.
      if (name == null || row.nested()) {
        rows.add(row);
      } else {
        ResourceState under = row.at(name);
        rows.add(under);
        moved.put(row.path(), under);
        changed.add(under);
      }
    }
    return new Renamed(rows, moved, changed);
  }

  private static Map<String, String> newNames(
      Frame frame, Collection<ResourceState> existing, List<Rename> known) {
    var newNames = new HashMap<String, String>();
    for (String wanted : frame.resources().keySet()) {
      if (existing.stream().anyMatch(row -> row.path().equals(wanted))) {
        continue;
      }
      aliases(wanted, known).stream()
          .filter(name -> !frame.resources().containsKey(name) && !newNames.containsKey(name))
          .filter(name -> fits(frame, wanted, name, existing))
          .findFirst()
          .ifPresent(name -> newNames.put(name, wanted));
    }
    return newNames;
  }

  private static boolean fits(
      Frame frame, String wanted, String name, Collection<ResourceState> existing) {
    return frame.type(wanted) instanceof ResolvedType.Plugin type
        && existing.stream()
            .anyMatch(
                row ->
                    row.path().equals(name)
                        && !row.nested()
                        && row.action() != Action.DELETE
                        && row.type().equals(type.name()));
  }

  /** Every other name of it, the nearest first. */
  private static Set<String> aliases(String name, List<Rename> known) {
    var found = new LinkedHashSet<String>(List.of(name));
    var next = new ArrayDeque<String>(found);
    while (!next.isEmpty()) {
      String here = next.poll();
      for (Rename rename : known.reversed()) {
        String other =
            rename.from().equals(here)
                ? rename.to()
                : rename.to().equals(here) ? rename.from() : here;
        if (found.add(other)) {
          next.add(other);
        }
      }
    }
    found.remove(name);
    return found;
  }
}
