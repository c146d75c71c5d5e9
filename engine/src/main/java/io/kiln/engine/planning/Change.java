package io.kiln.engine.planning;

import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.value.Value;
import java.util.Optional;

/**
 * How one property differs between what exists and what is wanted.
 *
 * @param before what it was last given; empty when it was not given
 * @param after what is wanted; empty when it is no longer given; possibly {@link Value.Unknown}
 * @param forcesReplacement the type cannot change it in place
 * @param refused the type does not let it change at all
 * @param at where the wanted value was written, {@link SourceSpan#NOWHERE} when nobody wrote it
 */
public record Change(
    String property,
    Optional<Value> before,
    Optional<Value> after,
    boolean forcesReplacement,
    boolean refused,
    SourceSpan at) {

  /** How long a value may be in a printed plan before it is cut. */
  private static final int SHOWN = 60;

  @Override
  public String toString() {
    return "%s: %s -> %s%s%s"
        .formatted(
            property,
            before.map(Change::shown).orElse("(not set)"),
            after.map(Change::shown).orElse("(not set)"),
            forcesReplacement ? " (forces replacement)" : "",
            at.isSomewhere() ? " at " + at : "");
  }

  private static String shown(Value value) {
    String text = value instanceof Value.Text ? "\"" + value + "\"" : value.toString();
    String line = text.replace("\n", "\\n");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
