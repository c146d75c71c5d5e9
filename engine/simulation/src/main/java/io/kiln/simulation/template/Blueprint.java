package io.kiln.simulation.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A template without text: its resources by name, each after all that it names. */
public record Blueprint(SequencedMap<String, Part> parts) {

  /** The output that every nested stack has: what its last leaf is called outside. */
  static final String OUTPUT = "out";

  public Blueprint {
    parts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parts));
  }

  /** What it is called in messages and stories. */
  @Override
  public String toString() {
    return parts.entrySet().stream()
        .map(part -> part.getKey() + ": " + part.getValue())
        .collect(Collectors.joining("; "));
  }

  /** The type of what is at a path; empty when nothing made by a plugin is. */
  public String typeAt(String path) {
    String[] names = path.split("/", 2);
    return switch (parts.get(names[0])) {
      case null -> "";
      case Part.Leaf leaf -> names.length == 1 ? leaf.type() : "";
      case Part.Inner inner -> names.length == 1 ? "" : inner.content().typeAt(names[1]);
      case Part.Many many -> names.length == 1 ? "" : many.of();
    };
  }

  /** What is at a path, when a template of its own says so. */
  public Optional<Part> at(String path) {
    String[] names = path.split("/", 2);
    return switch (parts.get(names[0])) {
      case null -> Optional.empty();
      case Part.Inner inner when names.length == 2 -> inner.content().at(names[1]);
      case Part part -> names.length == 1 ? Optional.of(part) : Optional.empty();
    };
  }

  /** Whether what is at a path was a member of a group that changes in batches, and is none now. */
  public boolean dropsAt(String path) {
    String[] names = path.split("/", 2);
    return switch (parts.get(names[0])) {
      case null -> false;
      case Part.Leaf _ -> false;
      case Part.Inner inner -> names.length == 2 && inner.content().dropsAt(names[1]);
      case Part.Many many ->
          names.length == 2
              && many.rolling().isPresent()
              && IntStream.range(0, many.count())
                  .noneMatch(number -> ManyHandler.member(number).equals(names[1]));
    };
  }

  /** The one whose outside name is the stack's output; empty when it has none. */
  String speaker() {
    String last = "";
    for (var part : parts.entrySet()) {
      if (part.getValue() instanceof Part.Leaf leaf && !leaf.type().equals(Types.NOTE)) {
        last = part.getKey();
      }
    }
    return last;
  }
}
