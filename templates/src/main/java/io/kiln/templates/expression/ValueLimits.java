package io.kiln.templates.expression;

/**
 * What evaluating may produce and cost. Counted before anything grows, so that no template can fill
 * the memory or keep a processor for long.
 *
 * @param value characters of one property, output or the like; an item of a list counts as several
 * @param stack characters of all values of a stack together, when the whole of it is checked at
 *     once
 * @param yaqlSteps steps of one yaql expression: every function, operator and item is one
 * @param yaqlMemory characters that one yaql expression makes on its way
 */
public record ValueLimits(long value, long stack, long yaqlSteps, long yaqlMemory) {

  /**
   * Far more than a template's text holds, and less than a second's work. Heat lets an expression
   * take 200 items and 10 kB unless configured otherwise, which real templates exceed.
   */
  public static final ValueLimits DEFAULT =
      new ValueLimits(32L * 1024 * 1024, 256L * 1024 * 1024, 2_000_000, 24L * 1024 * 1024);
}
