package io.kiln.engine.convergence;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Which stacks of a project to list.
 *
 * @param filters any of {@code name}, {@code id}, {@code status}, {@code action}, {@code owner};
 *     several values of one key mean any of them
 * @param marker the last stack of the page before; an unknown one means the first page
 * @param sortKeys any of {@code stack_name}, {@code stack_status}, {@code creation_time}, {@code
 *     updated_time}; empty means newest first
 */
public record StackQuery(
    Map<String, List<String>> filters,
    boolean showDeleted,
    OptionalInt limit,
    Optional<UUID> marker,
    List<String> sortKeys,
    boolean ascending) {

  /** All living stacks, newest first. */
  public static final StackQuery ALL =
      new StackQuery(Map.of(), false, OptionalInt.empty(), Optional.empty(), List.of(), false);
}
