package io.kiln.it.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** How often each route was answered with which status. */
final class Tally {

  private final Map<String, Map<Integer, LongAdder>> counts = new ConcurrentSkipListMap<>();

  void count(Route route, List<Answer> answers) {
    Map<Integer, LongAdder> of =
        counts.computeIfAbsent(route.toString(), _ -> new ConcurrentHashMap<>());
    if (answers.isEmpty()) {
      of.computeIfAbsent(0, _ -> new LongAdder()).increment();
    }
    answers.forEach(
        answer -> of.computeIfAbsent(answer.status(), _ -> new LongAdder()).increment());
  }

  long answers() {
    return counts.values().stream()
        .flatMap(of -> of.values().stream())
        .mapToLong(LongAdder::sum)
        .sum();
  }

  /** Routes that never once did what was asked of them. */
  List<String> neverReached() {
    return counts.entrySet().stream()
        .filter(
            of ->
                of.getValue().keySet().stream().noneMatch(status -> status >= 200 && status < 400))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** A line for all, then one a route; status 0 is an end without an answer. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    Map<Integer, Long> all = new ConcurrentSkipListMap<>();
    counts
        .values()
        .forEach(of -> of.forEach((status, count) -> all.merge(status, count.sum(), Long::sum)));
    lines.add("all: " + all);
    counts.forEach((route, of) -> lines.add(route + ": " + new java.util.TreeMap<>(of)));
    return lines;
  }
}
