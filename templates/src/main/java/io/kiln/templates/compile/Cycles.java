package io.kiln.templates.compile;

import io.kiln.templates.dialect.Words;
import io.kiln.templates.source.Findings;
import io.kiln.templates.source.SourceSpan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Finds resources that wait for each other, and says so by the shortest way around. */
final class Cycles {

  /**
   * Searches for the shortest cycle start here at most; more starts cost time on hopeless input.
   */
  private static final int STARTS = 200;

  private final SequencedMap<String, ? extends Map<String, SourceSpan>> requires;
  private final Words words;

  /**
   * Looks at a graph.
   *
   * @param requires for each resource those it needs, with the place that says so
   */
  Cycles(SequencedMap<String, ? extends Map<String, SourceSpan>> requires, Words words) {
    this.requires = requires;
    this.words = words;
  }

  void report(Findings findings) {
    Set<String> stuck = stuck();
    stuck.stream()
        .limit(STARTS)
        .flatMap(start -> around(start, stuck).stream())
        .min(java.util.Comparator.comparingInt(List::size))
        .ifPresent(cycle -> report(cycle, findings));
  }

  private void report(List<String> cycle, Findings findings) {
    List<String> edges = new ArrayList<>();
    for (int i = 0; i < cycle.size(); i++) {
      String from = cycle.get(i);
      String to = cycle.get((i + 1) % cycle.size());
      edges.add("%s needs %s (%s)".formatted(from, to, place(from, to)));
    }
    String first = cycle.getFirst();
    findings.error(
        "circular-dependency",
        "Circular Dependency Found: " + String.join(", ", edges),
        words.resource(first),
        place(first, cycle.get(1 % cycle.size())));
  }

  private SourceSpan place(String from, String to) {
    return Optional.ofNullable(requires.get(from))
        .map(edges -> edges.get(to))
        .orElse(SourceSpan.NOWHERE);
  }

  /** Those that are left when all that can be made has been made. */
  private Set<String> stuck() {
    Map<String, Integer> open = new HashMap<>();
    Map<String, List<String>> neededBy = new HashMap<>();
    requires.forEach(
        (name, needs) -> {
          open.put(name, needs.size());
          needs
              .keySet()
              .forEach(need -> neededBy.computeIfAbsent(need, _ -> new ArrayList<>()).add(name));
        });
    Deque<String> ready = new ArrayDeque<>();
    open.forEach(
        (name, count) -> {
          if (count == 0) {
            ready.add(name);
          }
        });
    Set<String> stuck = new java.util.LinkedHashSet<>(requires.keySet());
    while (!ready.isEmpty()) {
      String made = ready.remove();
      stuck.remove(made);
      for (String waiting : neededBy.getOrDefault(made, List.of())) {
        if (open.merge(waiting, -1, Integer::sum) == 0) {
          ready.add(waiting);
        }
      }
    }
    return stuck;
  }

  /** The shortest way from a resource back to itself. */
  private Optional<List<String>> around(String start, Set<String> within) {
    Map<String, String> cameFrom = new HashMap<>();
    Set<String> seen = new HashSet<>();
    Deque<String> next = new ArrayDeque<>(List.of(start));
    while (!next.isEmpty()) {
      String here = next.remove();
      Map<String, SourceSpan> needs = requires.get(here);
      for (String need : needs == null ? Set.<String>of() : needs.keySet()) {
        if (need.equals(start)) {
          return Optional.of(way(here, start, cameFrom));
        }
        if (within.contains(need) && seen.add(need)) {
          cameFrom.put(need, here);
          next.add(need);
        }
      }
    }
    return Optional.empty();
  }

  private static List<String> way(String last, String start, Map<String, String> cameFrom) {
    List<String> way = new ArrayList<>();
    for (String here = last; !here.equals(start); here = cameFrom.getOrDefault(here, start)) {
      way.add(here);
    }
    way.add(start);
    Collections.reverse(way);
    return way;
  }
}
