package io.kiln.engine.convergence;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Which stacks to list.
 *
 * @param filters any of {@code name}, {@code id}, {@code status}, {@code action}, {@code owner},
 *     {@code project}; several values of one key mean any of them
 * @param marker the last stack of the page before; an unknown one means the first page
 * @param tags which tags they carry
 * @param sortKeys any of {@code stack_name}, {@code stack_status}, {@code creation_time}, {@code
 *     updated_time}; empty means newest first
 */
public record StackQuery(
    Map<String, List<String>> filters,
    boolean showDeleted,
    OptionalInt limit,
    Optional<UUID> marker,
    List<String> sortKeys,
    boolean ascending,
    Tags tags) {

  /**
   * What is asked of a stack's tags, all of it; an empty list does not ask.
   *
   * @param all it carries each of these
   * @param any it carries one of these
   * @param notAll it lacks one of these
   * @param notAny it carries none of these
   */
  public record Tags(List<String> all, List<String> any, List<String> notAll, List<String> notAny) {

    /** Asks nothing. */
    public static final Tags NONE = new Tags(List.of(), List.of(), List.of(), List.of());

    public Tags {
      all = List.copyOf(all);
      any = List.copyOf(any);
      notAll = List.copyOf(notAll);
      notAny = List.copyOf(notAny);
    }

    /** Whether these tags are what is asked for. */
    public boolean fit(List<String> tags) {
      return tags.containsAll(all)
          && (any.isEmpty() || any.stream().anyMatch(tags::contains))
          && (notAll.isEmpty() || !tags.containsAll(notAll))
          && notAny.stream().noneMatch(tags::contains);
    }
  }

  /** Stacks whatever their tags. */
  public StackQuery(
      Map<String, List<String>> filters,
      boolean showDeleted,
      OptionalInt limit,
      Optional<UUID> marker,
      List<String> sortKeys,
      boolean ascending) {
    this(filters, showDeleted, limit, marker, sortKeys, ascending, Tags.NONE);
  }

  /** The keys that decide an order before the id does: of one status the age, as without keys. */
  public static List<String> order(List<String> sortKeys) {
    if (sortKeys.isEmpty()) {
      return List.of("creation_time");
    }
    return sortKeys.equals(List.of("stack_status"))
        ? List.of("stack_status", "creation_time")
        : sortKeys.stream().distinct().toList();
  }

  /** All living stacks, newest first. */
  public static final StackQuery ALL =
      new StackQuery(Map.of(), false, OptionalInt.empty(), Optional.empty(), List.of(), false);
}
